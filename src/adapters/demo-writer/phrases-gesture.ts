/**
 * Looks, steps, small movements, and dealings with the things of the story: past-tense verb phrases.
 */
export const gesturePhrases = {
  handle: `
kept {T} in the corner of {his} eye
reached out toward {T} and drew back
would not look at {T}
made sure of {T} before anything else
turned the talk away from {T}
felt the pull of {T} like a draught from under a door
named {T} aloud, to see what would happen
tried to picture a world without {T}
put {himself} between {B} and {T}
thought of {T} and of who would come asking
searched {B}'s face for any mention of {T}
laid a finger to {his} lips at the word for {T}
let {B} believe that {T} had been forgotten
went over everything {he} knew of {T}
weighed {T} against a quiet life
wished {T} at the bottom of the sea
looked round for {T} and counted to five
listened for any sound that might concern {T}
described {T} in as few words as would serve
denied ever having heard of {T}
asked after {T} as one asks after the sick
pretended to have no interest in {T}
chose {his} words about {T} with care
came back in {his} mind to {T}
drew {T} from memory with a wet finger
tried not to think of {T}
thought back to a dream of {T}
swore by {T}, of all things
kept silent about {T}
guessed what {T} would cost {him}
read in {B}'s eyes the same thought of {T}
told {B} the least that could be told about {T}
offered {T}, in thought, for one night's sleep
saw in {T} nothing but an old mistake
kept an eye on whoever stood nearest to {T}
tested the rumour of {T} on {B}
saw how {B} looked toward {T}
walked round the subject of {T}
pointed out that {T} had never hurt anyone
drew a little sketch of {T} and rubbed it out
laid claim to {T} in so many words
gave up {T} for lost, and not for the first time
cursed the day that {T} had come to light
spoke of {T} as if {Tit} {Twas} in the next room
thanked {B} for keeping quiet about {T}
asked {B} point-blank about {T}
turned the story of {T} over for its weak side
spun a tale in which {T} had no part
dared {B} to mention {T}
remembered what {T} had done to better people
bargained, in {his} head, for {T}
knew that {T} would not wait
saw {T} at the back of everything
heard the word for {T} and felt cold
`,
  brief: `
waited
said nothing
let it pass
shrugged
kept still
looked away
thought about it
did not move
smiled
listened
took a breath
hesitated
stepped back
turned round
nodded
frowned
shook {his} head
made no reply
kept quiet
stopped short
looked up
went cold
drew back
leaned in
swore softly
gave no sign
considered this
found {his} voice
made a fist
bit {his} lip
blinked
flinched
bowed {his} head
turned pale
slowed down
breathed out
sighed
stood aside
felt foolish
grew careful
swallowed
let it go
looked down
looked round
straightened up
half smiled
held {his} tongue
waited for more
tried to laugh
counted to three
lifted {his} head
closed {his} eyes
cleared {his} throat
wet {his} lips
gave a nod
let the silence run
squared {his} shoulders
touched {his} collar
shivered
went quite still
drew a long breath
almost laughed
thought better of it
rubbed {his} eyes
sat back
stared
said no more
understood
winced
listened again
hung {his} head
glanced away
took {his} time
scratched {his} chin
moved nearer
waited it out
gave in
leaned back
rolled {his} eyes
breathed in
ducked {his} head
came closer
stood very straight
grimaced
looked sideways
paused
shut {his} eyes
shifted a little
said it again
tilted {his} head
turned it over
rose
moved off
held {his} breath
spread {his} hands
reconsidered
let {his} shoulders drop
coughed
gave a start
looked thoughtful
pursed {his} lips
`,
  look: `
studied the marks on the floor @indoors
glanced over one shoulder
looked from face to face
stared at the place where the light gave out
watched {B} without appearing to
read what was written there and then what was not
searched the ceiling for the source of the drip @indoors
squinted at the far end
peered into the nearest corner
took in the exits first
kept {his} eyes on the door
followed the line of the wall
looked hard at {B}
examined the lock for scratches
scanned the list for a name that was missing
noticed what had been dusted and what had not
looked at everything but {B}
watched the shadow of somebody else's hand
weighed up the distance
found {his} own reflection and avoided it
caught sight of something pale and lost it again
let {his} gaze travel along the shelf @indoors
saw that the clock had stopped
gave {B} a long, level look
looked down and wished {he} had not
checked the faces for one that did not belong
watched the gap beneath the door
took stock of what was left
marked who stood next to whom
counted the windows @indoors
inspected the hem of {his} sleeve
looked for a crack in the story
sized up the drop
eyed the bolt
observed that the second cup was still warm
spied a heel mark in the wax
looked past {B} to the open door
kept watch on the corner
made out a shape that might have been a coat
lingered on the empty hook
stole a look at {B}
raised {his} eyes to the rafters @indoors
glimpsed a hand withdrawing
saw how white {B} had gone
looked twice at the handwriting
regarded the mess with something like respect
picked out a single footprint
turned to see who had laughed
read the label aloud
met {B}'s eye and held it
`,
  move: `
crossed to the far side
went as far as the threshold
took three steps and stopped
edged along the wall
circled back to where {he} had begun
climbed a little way up for the view
walked the length of it and returned
came round by the other side
moved out of the light
stepped over what could not be moved
slipped behind the nearest cover
backed away until something solid met {his} shoulders
drifted toward the sound
made for the only door
shouldered through
kept to the edge
paced out the distance
went down on one knee
pushed on
turned left where everyone turned right
took the longer way
started up the slope
retreated by a yard
let {himself} out
doubled back
threaded between the others
picked a way through the clutter
hurried the last few steps
stood clear
came up beside {B}
followed at a distance
put the width of the room between {himself} and {B} @indoors
strolled past as if by chance
descended by feel
squeezed through sideways
returned the way {he} had come
went ahead to see
dropped to a crouch
advanced as far as {he} dared
wandered over to the window @indoors
fell into step with {B}
led the way
closed the distance by half
swung round
ventured a little farther
cut across the middle
hung about by the entrance
stumbled and went on
slid along to make room
left by the side door and came in by the front
`,
};
