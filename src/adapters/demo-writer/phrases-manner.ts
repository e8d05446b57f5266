/** How it is done (`manner`), how it is said (`tone`), and what else goes with it (`tail`). */
export const mannerPhrases = {
  tail: `
thinking of nothing so much as the way out
with the patience of somebody who has been robbed before
one hand still on the door
not trusting {his} voice with anything longer
as if the answer might be written there
careful not to hurry
half expecting to be stopped
with an ear cocked for footsteps
without once raising {his} eyes
already regretting it
since somebody had to
in no mood to be consoled
aware of being watched
more tired than {he} had any right to be
the way other people pray
against all advice
in the tone {he} kept for bad news
feeling the cold for the first time
as though it were somebody else's business
making no more noise than dust
glad of the dark
with a steadiness that surprised {him}
sure now that something was missing
trying to remember the order of things
not quite in time
with the air of someone settling a debt
meaning every bit of it
for want of anything better
like a swimmer choosing {his} moment
keeping {his} face as blank as a plate
with the old ache starting behind {his} eyes
out of habit more than hope
braced for an argument that did not come
looking for all the world like a stranger
to give {his} hands something to do
grateful that nobody asked why
the blood loud in {his} ears
in defiance of common sense
weighing each word before it left
with a glance at the only clock
letting the quiet do the rest
as calm as a ledger
hoping it would pass for courage
taking care to leave no trace
ashamed of how easy it was
with all the time in the world, or so it looked
on the principle that somebody must
wishing for a witness
having run out of reasons not to
close enough to touch
surprised to find that it helped
quick as a conjuror
with a tenderness that would have embarrassed {him} in company
no longer sure who was leading whom
unable to leave it alone
like a child with a scab
minding the loose board
out of sight of the others
with {his} mouth gone dry
bent on being ordinary
as one does with a dog that may bite
the lie ready on {his} tongue
with the rest left unsaid
for reasons {he} would have been hard put to explain
with one shoulder to the wind
in the hope of being contradicted
at pains not to look at {B}
giving {B} time to object
conscious of {B} at {his} back
while {B} looked the other way
knowing exactly how it would sound
slow as a tide
against the grain of everything {he} had been taught
wondering who was paying for it
with the ghost of a smile
somewhat louder than necessary
in a voice that had been used for orders
ready to deny it
dizzy with having guessed right
with nothing left to bargain with
half a beat behind the others
like an actor who has lost the page
for the second and last time
having slept on it badly
with every appearance of good humour
determined to see the end of it
before {his} nerve could fail
looking suddenly very young
as gently as the hour allowed
with a jerk of the head at {B}
feeling the room tilt a little
listening for the catch in it
with more force than {he} had intended
chilled by how little it had taken
true to an old promise
so quietly that it hardly counted
intent on the smallest of the facts
by way of apology
after a pause in which several things were decided
knowing that {B} would have done the same
sick with relief
still out of breath
as if reading from a card
mostly to fill the silence
with {his} free hand on the rail
without much conviction
sparing a thought for whoever came next
leaving it at that
deaf to whatever {B} was muttering
resigned to the worst of it
with the precision of long practice
on the very edge of laughter
as though somebody had called {his} name
short of sleep and shorter of friends
while the chance was there
with a catch in {his} throat
asking no one's leave
like somebody with a boat to catch
having seen it done once
mistrusting the ease of it
with a sideways look for {B}
much as {his} mother would have
to nobody's satisfaction
as stubborn as a stain
keeping well back from the edge
in plain view of everyone
so as not to have to look at {B}
with half {his} mind elsewhere
empty of everything except purpose
as though there were rules for this
telling {himself} that it was only prudence
with a kind of weary courtesy
under the eyes of all of them
as if to see whether it still worked
counting under {his} breath
with a coolness {he} was far from feeling
keeping the lamp between them
none too steadily
like somebody walking on a frozen lake
ready for any answer but the right one
with the blind confidence of the lost
to a silence that could have been applause
in full knowledge of the risk
with {his} heart going like a mill
mindful of the neighbours
as if {he} had rehearsed it
long past the point of caring who saw
with a politeness that bordered on insult
still holding on to the thread of it
too tired for anything but the truth
doing {his} best to look bored
like a guest who has broken something
eager to have it behind {him}
though it cost {him} something
with all the warmth of a locked gate
hardly knowing what {he} did
before good sense could interfere
as people do on the eve of a journey
with one ear on the stairs
feigning an interest in the ceiling
like a card player with a poor hand
careful of {his} bad shoulder
as if it were the last of anything
with a shudder {he} turned into a shrug
not to be outdone
in the certainty of being misunderstood
out of a stubbornness {he} had inherited
leaving {B} to draw the conclusion
turning {his} back on {B} to do it
too proud to ask {B} for help
in a hush that seemed to belong to {B}
with a nod to the absent
the damp creeping through {his} soles
half for show and half in earnest
grave as a child at a funeral
with the slow care of a convalescent
holding nothing back but the name
wary as a cat in a new house
between hope and plain exasperation
taking the measure of the silence
for the hundredth time that week
as though it might bite
`,
  manner: `
with great care
as though the floor might be listening
like someone handling glass
with unnecessary force
in one movement
as if nothing depended on it
with the flat calm of the very frightened
a little too quickly
like a guest who has stayed too long
without any hurry at all
as softly as a thief
with a sort of formal slowness
like somebody signing for a parcel
with no sign of haste
the way one touches a sleeping animal
as if it had been agreed beforehand
in perfect silence
with an effort that showed
like a player laying down the last card
with real reluctance
at the second attempt
as a doctor might
in the manner of somebody much older
with scarcely a sound
as briskly as a nurse
with an odd kind of dignity
like a dancer marking the steps
for the look of the thing
with clumsy good will
like a sleepwalker
as neatly as a clerk
with a touch of theatre
in a temper
as if underwater
with both hands
by feel
with a grim sort of relish
as though under orders
as tenderly as one treats a burn
in spite of everything
like a judge putting on the cap
with no more fuss than that
as if to a drum
with the utmost tact
like a debtor in church
inch by inch
with cold fingers
as boldly as could be managed
for the sake of peace
like a bad actor
in full view
as quietly as snow
with surprising strength
like an heir at a funeral
like a man carrying soup
with no great skill
at arm's length
as one handles other people's letters
in three quick movements
with the tips of {his} fingers
like an old campaigner
without looking
as though it weighed nothing
with a face like a closed shop
in the slowest way possible
as if time were being charged for
with ceremony
like an uninvited guest
all in one breath
with more haste than judgement
as a mother might
in the dark, by memory
like a conspirator in a play
with a certain relish
as though nobody were there
with the last of {his} strength
like one born to it
against {his} own advice
`,
  tone: `
as though under orders
without any hurry at all
as briskly as a nurse
with real reluctance
in a voice like a shut drawer
as softly as a thief
with the flat calm of the very frightened
a little too quickly
in a temper
for the sake of peace
in spite of everything
in the manner of somebody much older
as if to a jury
with an odd kind of dignity
like a judge putting on the cap
at the second attempt
with a touch of theatre
as if it had been agreed beforehand
rather as one speaks to horses
in an undertone
without a trace of irony
between {his} teeth
with surprising gentleness
as though reading it off the wall
in a tone that closed the matter
loudly enough for the next room
with a grim sort of relish
hardly above a breath
in the accents of {his} childhood
like somebody ordering breakfast
with scarcely a movement of the lips
with a dryness all {his} own
as if the words were borrowed
in a voice that shook only once
with a stranger's politeness
like a child caught reading
as flatly as a timetable
with the ghost of an accent
after some thought
with no expression whatever
as one tells a bedtime story
in a rush
like someone paying in small coin
with every sign of pleasure
in a whisper that carried
`,
};
