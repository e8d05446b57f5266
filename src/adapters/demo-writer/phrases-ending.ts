/** How scenes close, and what the others do meanwhile. */
export const endingPhrases = {
  closing: `
the door closed of its own weight
nothing {inP} was quite where it had been
the others had already begun to forget
a light went on where no light should have been
somewhere a lock turned over
the silence was waiting to be asked again
{B} had gone without a word
it was not over, and everybody knew it
the last lamp guttered and held
a decision had been taken, and nobody could have said by whom
the road was empty in both directions
the name had been crossed out and written in again
only the dust seemed to be in a hurry
there was one more question, and it could wait until tomorrow
{T} {Twas} no longer where {Tit} had been
the fire had burned down to the colour of a coin
{B} was smiling, and that was the worst of it
somebody had left a second cup
it was later than any of them had thought
the way back had closed behind them
what had been said could not be put back
the dark came up to the edge of things and stopped
morning was already somebody's business
no one offered to shake hands
a new noise had joined the old ones
the key was still warm
the tide of it had turned
they would all remember it differently
the window gave back nothing but a face
what happened next was nobody's fault
there was a message waiting
the hardest part had been done by mistake
for the first time it seemed possible to lose
no one had thought to look up
{T} had never seemed so near or so little use
the quiet had a shape to it now
a bargain was a bargain
{B} counted the company and came out one short
it was begun
the wind had gone round to another quarter
somewhere out of sight a wheel began to turn
nothing was left but to go on
the story would have to be told to someone
the list had one name fewer on it
all at once there was a great deal to do
a hand was raised at a far window and let fall
the next move belonged to somebody else
there was still the whole of the night to get through
the chairs stood about like people who had been asked to leave
each of them took a different way home
nobody mentioned {T} again that day
the truth stayed where it was, and so did they
the road would be longer going back
one of them was never going to forgive it
the evening put its hand over everything
`,
  company: `
kept their distance
drew a little closer together
exchanged a look
said nothing that could be held against them
waited to see which way it would go
had taken up places by the wall
all began to talk at once
pretended to be busy
stood about like guests at the wrong wedding
watched every move
had opinions, and for once kept them back
were listening with the whole of their backs
made a half circle without seeming to
argued in whispers
had stopped whatever they were doing
took it worse than expected
shared what was left of the bread
were already choosing sides
gave one another courage by complaining
put their heads together
looked anywhere but at one another
had each a different idea of what to do
let it be known that they had heard
got slowly to their feet
were going through the same sum in their heads
stayed within call
played at being calm
asked the same question in three different ways
had come prepared for the worst
carried the rest of the things between them
took turns at the door
`,
  companyTail: `
each with a private reason
like jurors
in no kind of order
as families do
with the solidarity of the nervous
none of them quite at ease
and left a gap in the middle
for warmth as much as anything
while pretending not to
as though it had been rehearsed
with their coats still on
and no one spoke first
like birds before the weather breaks
for once in agreement
ready to run or to applaud
in the best of bad tempers
and it was hard to say who was comforting whom
as people will when there is only one door
with varying success
to the annoyance of everybody else
in twos and threes
and somebody dropped a spoon
`,
};
