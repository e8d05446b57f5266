/**
 * What people do, as past-tense verb phrases: one a line, each fit for every shape that draws it.
 */
export const actPhrases = {
  act: `
turned up {his} collar
set both palms flat and leaned on them
counted to ten and then, for luck, to twenty
folded a scrap of paper in four and put it away
rubbed the bridge of {his} nose
pulled one glove off and then the other
wiped {his} hands down the front of {his} coat
tested the knot a second time
moved a coin from one pocket to the other
drew a line in the dust with the toe of one boot
felt for the pulse in {his} own wrist
undid {his} top button and breathed
straightened everything within reach
retied a lace that had not come loose
tapped the wall twice, high and low
turned a key over inside {his} pocket
split the last of the bread and kept the smaller half
shut {his} eyes for the length of one breath
made a mark in the margin and initialled it
pushed the nearest chair aside with one hip @indoors
took {his} time over the latch
picked a thread from {his} sleeve
cleared a space with the side of {his} hand
laid out what little there was in a row
held the nearest edge to stop it trembling
ran a thumb along the grain of the wood
blew on {his} fingers
shifted the weight of the bag to {his} other shoulder
struck a match and let it burn to the end
bit back the first answer that came
lifted a corner of the cloth and let it fall
wrote the date at the top of an empty page
set the cup down exactly where it had been
opened {his} hand and looked at what was in it
shrugged the damp coat from {his} shoulders
put {his} ear to the nearest door
scraped the mud from {his} heels
found the loose board with {his} foot
kept {his} back to the wall
smoothed the page until the crease was gone
poured out two measures and drank neither
tucked the bundle more tightly under {his} arm
let the handle turn back without a click
rolled {his} sleeves to the elbow
stooped to pick up somebody else's button
fastened the bag and then unfastened it again
traced the crack with one fingernail
swallowed hard
shook out a blanket that smelled of other people
touched the frame for luck on the way past
dug an old receipt out of {his} lining and read both sides
hung back until the others had gone ahead
bent closer than was polite
measured the gap with {his} hands
said the names over under {his} breath
pressed {his} knuckles against {his} teeth
brushed the crumbs into a neat pile
sat down on the nearest thing that would bear {him}
kicked the door shut with one heel
wound the strap twice round {his} wrist
put the question away for later
crossed out three lines and left the fourth
listened until {his} ears invented something
nodded at nobody
let {himself} be seen
dropped {his} voice, though there was nobody to hear
gathered up the pieces one at a time
lowered {himself} onto the step
pinched out the light
worked the stiffness from {his} shoulders
snapped the case shut
checked the hour and then checked it again
took off {his} hat and turned it by the brim
drank off the cold remains of the tea
found a dry place and stood in it
broke the seal with {his} thumb
raised {his} head like an animal that has caught a scent
spread the drawings out and weighted the corners
tore the page in half and kept both halves
hid {his} shaking hand in {his} sleeve
repeated the number until it was only a sound
bolted what could be bolted
made room on the bench
dried {his} face on {his} forearm
laid a finger on the spot and kept it there
propped the door with a stone
ignored the first knock and the second
pulled the lamp nearer
slid the drawer out to its stop @indoors
fished a bent nail out of {his} pocket
marked the place with a burnt match
rested {his} forehead on the cool of the wall
patted {his} pockets one after another
studied {his} own hands as if they might testify
waved the smoke away
hummed two bars of something and stopped
unhooked the chain
moved the light from left to right
eased the lid up by an inch
stood on tiptoe to see over
felt along the shelf for the gap @indoors
knotted {his} scarf and unknotted it
mended the fastening with a bit of wire
stamped the cold out of {his} feet
flattened {himself} against the side of the passage
lined up the evidence like cutlery
drew {his} chair half an inch closer @indoors
pointed at nothing in particular
smothered a laugh that had no business there
caught {his} sleeve on a splinter and swore
stacked the papers with their edges true
turned the picture to face the wall
began a sentence and abandoned it
set {his} jaw
cut the string instead of untying it
reached for {his} coat and thought better of it
kept one eye on the way out
did the sum again on the back of {his} hand
took the blame before anybody could offer it
laced {his} fingers together to keep them still
ducked under the beam without having to look
peeled an orange in one long strip
offered the seat with the better view
tightened every strap {he} could find
left the door open by the width of a hand
put {his} whole weight against the bar
scratched at an old burn on {his} wrist
handed over everything but the one thing that counted
shaded {his} eyes with a folded map
dusted off a corner and perched on it
threw the bolt and leaned against it
covered the mark with {his} heel
let the argument go by like a cart
took the stairs of the idea one at a time
slipped the note into {his} boot
chose the chair that faced the door @indoors
warmed a spoon between {his} palms
drew the curtain by a finger's breadth @indoors
signed where the pencil cross was
knelt to look at the hinge
stopped {his} ears with {his} thumbs
lifted {his} chin by half a degree
broke a biscuit and forgot to eat it
passed the cup along without drinking
untangled the cord with more patience than it deserved
rehearsed a lie and found that it would do
swept the table clear with one arm @indoors
thumbed back through the pages to the beginning
hitched {his} belt up by a hole
turned down the wick until it sulked
rattled the handle for form's sake
stood on one foot to empty a shoe
licked a thumb and tried the edge of the paper
dropped a pebble and listened for the bottom
blew the dust from the spine of a book
held {his} hat on with one hand
swept a sleeve across the glass
leaned out as far as was safe and a little farther
unrolled the first few inches of the map
laid the blade flat along {his} palm
brought the chair down on all four legs @indoors
tipped the last drops on to the floor @indoors
stretched until something cracked
wedged a folded card beneath the short leg
sucked at a cut on {his} knuckle
untied the parcel and tied it again
pulled the blanket round {his} shoulders
opened the nearest cupboard, which was empty @indoors
gave the wheel a quarter turn
tore off a strip of lining for a bandage
rubbed a clear patch in the grime
shoved {his} fists deep into {his} pockets
combed the straw out of {his} hair
banked the fire as if for a long night
leaned {his} whole height against the frame
picked up the thread of an earlier remark
whispered the first line of a prayer
paced the length of a grave
clapped {his} hands to scare the birds
stepped on the cigar, or whatever it had been
lit a second lamp from the first
hauled {himself} up by the rail
crouched to bring {his} eyes level with the keyhole
made {himself} small
closed the book on {his} own finger
rapped out the old signal
emptied {his} pockets on to the table @indoors
bound up the broken end with thread
scooped the coins into {his} palm
took a bearing from the chimney
shielded the flame with {his} body
stroked the head of somebody's dog
steered the talk back to safer ground
found {himself} humming
threw a crust to the birds
used the silence to think
`,
};
