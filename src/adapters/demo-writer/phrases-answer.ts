/** What people reply to questions and statements, and how speech is given to its speaker. */
export const answerPhrases = {
  reply: `
you would not like the answer
longer than I care to say
nobody you would know
you asked me that once before
not in the way you mean
ask me when it is over
I was afraid you would want to know
that depends on who is asking
the honest answer is that I cannot remember
as little as I could get away with
it is not a thing one counts
I have been trying to work that out myself
you know perfectly well
not enough, evidently
only what any fool could have seen
the same as you would have done
it was the only way left
I would tell you if I thought it would help
whatever I say you will believe the other thing
it seemed right at the time
you have been talking to the wrong people
what a very simple question that would be if it were simple
less than I hoped and more than I meant
nothing I could put into words
you might as well ask the wall
that is the one thing I never asked
I had my reasons and they have not improved
somebody who trusted me
there is no good way to say it
let me sit down first
I stopped asking myself that in the spring
you seem very sure that there is an answer
you are the first to ask it to my face
both, I suppose
it was never as clear as that
I used to think so
too late to do any good
my mother, God rest her, could have told you
because nobody stopped me
once, and I have been paying for it since
it hardly matters now
you would have to ask the dead
everybody, by the end
because I was told to
it would take all night to explain
not a soul
that I cannot tell you
more than you would guess from looking at me
I hoped it would not come to that
better than I deserved
if I knew that I should not be standing here
what would be the use of telling you
you were there, so you tell me
since before you could walk
on the whole, no
I gave that up with the drinking
so that you would never have to
I have been asked that by experts
not in front of them
it was a Thursday, that is all I am sure of
only when it rains
I shall tell you when we are out of here
that is what I came to find out
no more than anyone else in my place
I am the last person to ask
you have answered that yourself, by coming
I believed so at the time
that is a question for a priest
as much as I could carry
he never said, and I never pressed him
`,
  retort: `
so you say
that is not what you told the others
I never thought I should hear you admit it
you make it sound like a virtue
then we have both been fools
that may be
spare me the rest
it is easy to talk like that from a chair
I wish I could believe that
you have been saying so for years
how convenient
that was another time
then there is nothing left to hide
you are frightened, and it makes you eloquent
all the more reason to hurry
that is a fine thing to hear from you
I know, and I had hoped you did not
you might have said so at the start
it is not as simple as you make it
very well
if that is how you want it
I have heard better from children
no one is blaming you
we are past that
as if that were any excuse
you sound exactly like your letters
that is half of it
keep that for the judge
funny that you should say so
I would have said the same in your place
then your hands have no business shaking
there, that was not so hard
you are forgetting who else was in the room
it makes no difference now
I thought as much
don't talk to me about that
that is the trouble with you
let us suppose it is true
I had it differently
everyone says so, afterwards
you did not use to be so careful
not so loud
well, at least we agree on something
you keep coming back to that
if only it had stopped there
that is a lie, though a kind one
and I am the one who has to live with it
a person could grow tired of hearing it
say that again in the morning
I would not build on it
we have been over this
you have a short memory
it is late for that
that makes two of us
I was not speaking of myself
there was a day when you would have laughed
you always did know how to spoil a silence
it does you credit, I suppose
I heard it put better by the man you are quoting
you are not the only one with a conscience
tell that to the widow
I never said you were lying
that is one way to look at it
you had better not let them hear you
we can quarrel when we are safe
and you expect me to thank you
you have thought of everything except that
now you are being honest, and I don't care for it
`,
  aside: `
but that is between me and the wall
and I am the one who will have to explain it
so you had better make it good
and you can see where that has got us
but I suppose you have your reasons
and nobody {inP} will thank you for it
so I would get some sleep if I were you
and then it will be somebody else's turn
but it was a near thing
and I did not come all this way to argue
so I held my tongue
and that was before the trouble started
but you try telling them
and I have never been so glad of a closed door
so we had better decide who is going to cry about it
and it gives me no pleasure
but there it is
and I would thank you not to smile
so we are no worse off than we were
and after that I stopped counting
but they were not people one refuses
and the joke of it is that I believed them
so it falls to us
and there is no prize for coming second
but it will keep till morning
and you know how they love a procession
so now there are two of us who know
and yet you came
but then you never asked
and it was raining, which did not help
so forgive me if I do not clap
and it is no use looking at the door
but a person has to eat
and somewhere in there is a lesson
so hold the light steady
and then I went home and slept like a stone
but I would rather not swear to it
and it has rained ever since
so you may put away the purse
but then nobody had eaten
and they were very civil about it
so what was I to think
but keep that under your hat
and the dog has not been the same since
so either help me or move out of the light
but I have been wrong before, and lived
and I suppose that is how wars begin
so let us at least be quick
but I am not the one with the key
and you need not look so pleased
so count me out
but it was the tone I minded
and I have regretted it every winter
so there is that
but you might have knocked
and still I would do it for you
so blame me, everyone else does
but I dare say it will pass
and no one has offered me a chair
`,
  said: `
said {name}
{A} said
{A} remarked
{A} murmured
{A} told {B}
said {name} at last
{A} declared
{A} observed
said {name} to {B}
{A} began
`,
  answered: `
answered {name}
{A} replied
{A} said
said {name}
{A} put in
{A} insisted
{A} returned
{A} answered
said {name} after a moment
{A} told {B}
`,
};
