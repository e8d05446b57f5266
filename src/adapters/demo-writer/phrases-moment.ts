/** When it happens, in what light, and clauses that turn a scene. */
export const momentPhrases = {
  when: `
before the hour was out
some time after that
when the last of the noise had gone
for the second time that day
later, when it no longer mattered
after a silence that went on too long
without any warning
as soon as the others had moved off
not long afterwards
by slow degrees
when nobody else would
in the end
on the stroke of the hour
somewhere in the middle of all this
when the door had closed
a moment too late
in the pause that followed
once the talk had turned to other things
for what seemed a very long time
between one breath and the next
just as it began to seem hopeless
with the worst of it over
after that
at the first sign of trouble
when it came to it
against every expectation
within a few minutes
as the last of them filed out
when the moment had passed
all that while
halfway through the explanation
at the mention of money
because there was nothing else for it
much sooner than anybody had planned
out of nowhere
when the lamp had steadied
in the ordinary course of things
a few steps farther on
almost by accident
after one false start
while there was still time
at the third attempt
when everyone had stopped pretending
on the far side of the wall
instead of answering
to begin with
from where they stood
as though a signal had been given
before anyone could object
when the shouting was done
around the next corner
at long last
as often happens with things long dreaded
in spite of the hour
for no reason that anyone could name
then, as if it were the simplest thing in the world
with so much still unsaid
under cover of the noise
the moment their backs were turned
when the dust had settled
after the first shock
at the edge of hearing
by common consent
when the question came round again
in less time than it takes to tell
now that it was out in the open
with the room gone quiet
on second thoughts
as the minutes went by
since nobody forbade it
after some thought
when next it was safe to speak
down to the last detail
at the wrong moment, as ever
while the rest of them argued
as if to settle the matter
when hope was at its thinnest
in the time it took to say so
quite suddenly
where the path narrowed
at the back of it all
a little apart from the rest
once that was settled
soon enough
long before it was wise
with the door still open
on any other day
for form's sake
as luck would have it
after so much waiting
under that gaze
to everyone's surprise
when the laughter had worn off
little by little
at a word from behind
in that light
when all the reasons had been gone through
through it all
with one eye on the time
by the time anyone thought to ask
`,
  light: `
the light came in low and sideways
what light there was lay down along the floor @indoors
the shadows had begun to join hands
the brightness had an edge to it, like tin
everything pale stood out and everything dark drew back
the glare picked out the dust on every surface
the colour had gone out of things
a stripe of light lay across the threshold
the day looked as if it had been rinsed and hung up
the dimness made strangers of them
the air had thickened to the colour of weak tea
the far end was lost in a brown gloom
the light wavered, thinned and held
one lamp burned where there should have been three
shadows leaned out from every corner
the sky, where it showed, was the grey of old pewter
the glow drew all the faces toward it
it was bright enough to read by and too bright to hide in
a thin shine lay on everything, as after rain
the light made a lie of the distances
half of every face was in the dark
the dark between the lights was very dark indeed
a cold gleam ran along the metal
whatever was white had turned faintly blue
the last warmth was going out of the stone
the shadows were longer than they had any right to be
the light fell in bars, as through a grating
a haze softened whatever it touched
the brightness came and went like breath
the dark had come up to the sill and stopped @indoors
nothing cast a shadow, and the eye had no place to rest
the glow showed up each scratch and stain
the gloom had the texture of cloth
there was just light enough to be wrong by
a smear of gold lay along the edge of things
the light struck upward and made masks of them all
the windows held on to what brightness they could @indoors
the flame stood up straight, then bowed
the greyness pressed against the panes @indoors
a reflection trembled on the ceiling @indoors
the corners kept their counsel
the light had the flat patience of a waiting room
everything seemed to be lit from a little way off
the shade was as distinct as a piece of furniture
the shine of wet things was everywhere
the dusk inside was older than the dusk outside
the air was so clear that it looked breakable
a paleness came up from the ground itself
the light lingered on the brass and passed over the people
darkness had already taken the lower shelves
the sun, or something like it, was behind the haze
the lamp had begun to eat its own wick
the light had a used look, as if others had got the best of it
a blur of brightness hung above the road
the shadows had been laid on with a trowel
a single beam picked its way through the dust
the glow came from somewhere low, like a secret
there was a ring round every lamp
the dark had edges
the pallor of the walls was all the light there was
everything shone a little, as things do in a fever
the colours had gone to bed
a bright line ran beneath the door
the last of the light was being used up on the ceiling @indoors
what had looked black turned out to be green
the brightness hurt, and then it helped
a slow grey was coming up through the floor @indoors
the lamp made a tent, and they were all inside it
the sky had come down as far as the chimneys
the far wall came and went
the light lay in the puddles and shook
it was that hour when white things float
a gleam went from button to button
the dark gave back a step
the windows had turned into mirrors @indoors
a reddish light was working up the wall
`,
  shift: `
something in the room had shifted
the balance tipped, and everyone felt it go
the pretence was over
a line had been crossed without any noise
the air went tight as a drumskin
nothing was said, and it was understood by all
there was no longer any question of going back
the joke died on its feet
it was clear that somebody had been lying
the game, whatever it was, had changed
a door that had always been open was shut
one of them had made a mistake
the name lay there between them like a dropped knife
every head turned the same way
what had been a guess became a fact
the promise was broken before the sentence ended
a certain kind of friendship came to an end
the danger had been there all along, in plain sight
the number did not come out right
someone else had been here first
the lamp went out
it had stopped being a matter of courage
the mistake stood up and introduced itself
a hand came down flat upon the table
all the small wrong things added up at once
the last excuse had been used
the quiet was not the same quiet as before
it was no accident
an old rule had just been rewritten
the floor of the matter gave way
the wrong person had answered
there were fewer of them than there ought to have been
a secret changed hands
time, which had been dawdling, began to run
the trap had been sprung from the inside
somebody had moved the chair
it turned out that the lock had never been locked
the story had a second ending
there came a knock in a rhythm that only the dead had used
the price had gone up
a choice had been made in another room
the lie was better than the truth and everyone preferred it
whoever had been following had stopped
the paper was blank
the one thing nobody had counted on came to pass
there was blood on the cuff
a voice said the wrong name
the floor seemed a long way down
the hour struck one time too many
the key fitted
trust went out of the place like heat
the handwriting matched
the silence belonged to someone
what they had taken for an ending was a beginning
a cup was set down in the wrong saucer
it was the dog that noticed
the truce was over
an excuse was made, and it was a bad one
the odds had lengthened
what was said next was said for the benefit of the walls
nobody laughed
a confession had been made by mistake
the last card lay face up
it was suddenly a matter of minutes
one word too many had been spoken
somebody's glass was still full
the pattern broke
the account did not balance, and could not be made to
the bolt had been drawn from the far side
a friend had become a witness
there was a gap where the signature should have been
they were no longer alone
the voice came from the wrong direction
it was all at once very simple
the wrong coat was on the hook
something had been taken, and something left
the past had walked in without knocking
everyone had moved, and nobody had been seen to
`,
};
