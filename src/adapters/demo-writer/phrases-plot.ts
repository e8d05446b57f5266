/** Coming to a place, and what brings goal, conflict and outcome into a sentence. */
export const plotPhrases = {
  arrived: `
reached {P}
came back to {P}
returned to {P} alone
found the way to {P}
came to {P} by the back way
got as far as {P}
was let into {P} without a question
slipped into {P} behind the others
made straight for {P}
stood once more before {P}
came in sight of {P}
walked up to {P} in plain view
set foot in {P}
turned up at {P}
was brought to {P}
entered {P} as if it belonged to {him}
had been at {P} long enough to grow impatient
was waiting at {P}
took up a place at the edge of {P}
had been told to wait at {P}
made one slow circuit of {P}
found {B} already at {P}
met {B} at {P}, as arranged
`,
  clock: `
an hour before anyone expected it
later than {he} had promised
with the day already half spent
while the others were still at table
on the heels of bad news
when the lamps were being lit
as the first shutters were going up
at the hour when honest people are asleep
a day too soon
before the rumour could
with mud to the knees
ahead of the rest by no more than a minute
in borrowed clothes
after two wrong turnings and a right one
with one bag and no explanation
just as somebody was leaving
long after the warmth had gone out of the day
in the wake of a quarrel
between one errand and another
by the light of somebody else's lantern
as the talk was turning ugly
exactly on time, which alarmed everyone
and was not asked to sit
without so much as a hat
from the wrong direction
as though {he} had never been away
with {his} mind made up
in the last hour that could decently be called early
to find the place changed
by a way that nobody was supposed to know
`,
  goalOpen: `
the errand was
{A} had one purpose there:
{A} meant
{A} had been sent
it had fallen to {A:him}
{A} had sworn
all that {A} wanted was
it had seemed a simple thing,
{A} had given {himself} until dark
the whole point of coming was
{A} had talked {himself} into it:
the plan, so far as there was one, was
there was nothing noble in it; {A} simply wanted
what {A} had in mind was
somebody had
nobody but {A} had offered
{A} was there
the idea was
it was up to {A:him}
{A} intended
sooner or later {A} would have
{A} had come
{A} had been persuaded
there remained only one thing for {A:him}:
`,
  goalEnd: `
and to be gone before anyone thought to count
and it had to be done without raising a voice
whatever the others might say
and there would be no second chance at it
and the less said beforehand the better
if it could be done without lying to {B}
and never mind what it looked like
with or without permission
and then, if possible, to sleep
and to keep {B} out of it
and to do it while the light held
which was easily said
if only to be able to say that somebody had tried
and not to be thanked for it
at whatever cost to good manners
and to leave everything else as it was
and it ought to have been the work of minutes
before {B} could think of a reason against it
no more than that and no less
and after that to tell the truth about it
and on no account to be caught
though not one of them had said why
and there was nobody to do it in {his} place
if {his} nerve would last
and to look as if it had happened by itself
though there were easier ways to spend an evening
and if it took a lie, it took a lie
and to be home before it rained
provided that nobody made a speech
and to do it without help
or at least to be seen trying
and that was the whole of the plan
though {he} would have preferred almost anything else
and, for once, to finish what had been begun
`,
  conflictOpen: `
what {A} had not reckoned with was
between {A:him} and all that stood
nobody had warned {A:him} about
against it there was
it would have been easy but for
the difficulty was
{A} had forgotten to allow for
in the way of this there was
there remained the matter of
{A} ran straight into
everything might have gone well without
it came to grief on
the plan had no room in it for
what stopped {A:him} was
{A} came up against
then there was
it was hard to argue with
the whole scheme hung on
{A} could see only one obstacle,
all of it was complicated by
`,
  outcomeOpen: `
what {A} carried away from it was
when all was counted, there was
it left behind
it ended, as such things do, with
all {A} had to show for it was
what came of it was
the upshot was
{A} had wanted something else and had got
what remained was
for all their trouble there was
the hour had bought
it closed upon
{A} had to be content with
so it came down to
there was, at the last,
out of it all came
`,
};
