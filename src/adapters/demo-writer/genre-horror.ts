export const horror = {
  act: `
counted the stairs and came out with one too many @indoors
turned the crucifix right way up
pushed the dresser against the cellar door @indoors
scrubbed at a stain that was coming through from the other side
held {his} breath until the breathing stopped
hung a sheet over the mirror
drew the blanket up over {his} ears like a child
poured a line of salt along the sill @indoors
wound the music box to find out what it knew
answered a voice and then remembered who was dead
shone the lamp up the chimney and at once regretted it
pulled a long pale hair from {his} own mouth
nailed the shutter to its frame @indoors
found a child's handprint and put {his} hand over it
checked under the bed, as nobody over seven should @indoors
washed {his} hands again
left the light on in every room {he} came out of @indoors
told {himself} that it was the pipes
`,
  ambient: `
something was breathing on the other side of the plaster @indoors
the nursery door clicked open, as it did at that hour @indoors
scratching ran the length of the skirting board @indoors
flies had gathered on the inside of the glass
the swing in the garden was moving by itself
a lullaby was being hummed by no one
the cellar steps creaked in order, from the bottom up @indoors
the dog would not come in
wet footprints had started in the middle of the hall @indoors
the wallpaper stirred as though it had a pulse @indoors
a tooth dropped into the basin
every clock in the house had stopped at the same minute
the portrait had turned its eyes to the stair @indoors
the bell for the locked room began to ring @indoors
crows stood on the lawn, facing the house
a small voice was counting, and had nearly finished
the taps ran brown and then ran red
something heavy was dragged across the attic @indoors
the telephone rang, though it had been cut off in the spring
the fog put its hands on the windows @indoors
earth trickled from between the boards
a smile passed across the dark, with nothing round it
the candles leaned away from the door
the knocking moved from the wall to the bed @indoors
`,
  detail: `
a doll with its mouth unpicked
a cot full of stones
a noose used as a bell rope
a mirror that was late with its reflections
a row of little shoes along the skirting @indoors
a prayer scratched into the plaster, many times @indoors
a jar with something curled in it
a rocking chair, rocking @indoors
a trapdoor bolted from below
a wedding veil gone brown
a bed turned down for two @indoors
a heap of feathers without a bird
a wheelchair facing the corner
a table laid with dust @indoors
a hymn book with every face of every saint scratched out
a set of wet clothes, child's size
a grandfather clock with hair in the works
a rosary broken at the sixth bead
a rat nailed over a door
a shovel with fresh earth on it
a birthday card for someone long drowned
a keyhole stopped with wax
`,
  smell: `
grave earth
sour milk
lilies on the turn
cellar damp
singed hair
iron
sweet rot
pond water
snuffed candles
mildew
`,
  placed: `
had been quiet for too long
had one room more inside than the windows allowed @indoors
{Pwas} warmer than it should have been, like a mouth
had been shut up the year the children stopped
did not care to be looked at from behind
had a cold place in it that moved about
knew them, there was no other word for it
{Pwas} never empty, only between occupants
had been blessed so often that something must have been listening
let in the dark before it let in anyone
had swallowed sounds until it was sick with them
had a cellar that appeared on no deed @indoors
{Pwas} said to grow a little every winter
had been waiting, in no special hurry, for visitors
`,
  claim: `
it does not come in unless you count it
the last family left their dinner on the table
she is not my daughter, she only has her voice
we bricked it up, and it learned to be patient
do not look at the stairs while I am talking to you
the child drew that before she was born
it was never the house that was haunted
I have heard you come home twice tonight
they dug him up to make sure, and he was smiling
there is no echo in that room, so do not answer it
it likes to be thanked
we stopped burying them on that side because of the noise
she told me your name before you came
the priest went in laughing
something has been wearing my face at supper
leave a light for it and pray that it is afraid
`,
  thought: `
fear is just knowledge arriving by the back stairs
the dark was not empty, it was merely between thoughts
a house that has tasted grief will ask for more
nothing is as patient as what has already died
the thing outside wanted only to be recognised
the worst of a nightmare is how reasonable it is
whatever was calling knew them by the names they had as children
sleep had become a room with somebody else in it
some griefs have to be fed
to be watched is the beginning of being eaten
everything that is buried is also planted
the living are only the ones who have not been called in yet
`,
  thing: `
{Twas} cold to the touch, even by the fire
seemed to be nearer every time {he} looked
had been found in a coffin that held nothing else
would be on the stairs again by morning
{Twas} never where the dust said {Tit} should be
had been burned, and had come back
gave off a hum that set the teeth on edge
had been given to {him} by someone who was dead at the time
`,
  places: `
the nursery
the well in the orchard
Harrow House
the sealed cellar
the chapel of rest
the drowned village
the attic stair
the old asylum
the marsh road
the churchyard
the servants' passage
the ice house
`,
  things: `
music box
black mirror
child's drawing
cellar door
bone comb
funeral wreath
prayer book
iron cradle
wedding veil
well
`,
  roles: `
night nurse
sceptical priest
orphaned niece
groundsman
sleepless widow
folklorist
village sexton
governess
estate lawyer
medium who has given it up
doctor with a secret
last of the family
`,
  themes: `
grief that will not stay buried
the guilt of survivors
houses and what they keep
faith under pressure
inheritance of harm
the fear of being known
`,
  tones: `
hushed, precise, increasingly cold
patient dread
candlelit, with something just out of sight
`,
};
