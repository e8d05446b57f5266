/** What a place sounds, smells and looks like. */
export const placePhrases = {
  ambient: `
a board creaked and was answered by another
somewhere a door banged and banged again
the wind tried the latch
a fly walked the length of the sill and back @indoors
water dripped with the patience of a clerk
somebody far off was laughing at something else
a dog barked twice and was hushed
the silence had a hum in it
a bell was ringing in some other part of the world
footsteps went by and did not stop
a chair scraped in the room above @indoors
the draught lifted one corner of a page
the old timbers talked among themselves
a handful of grit rattled on the roof
voices rose, tangled and fell
something small was gnawing inside the wall
a loose pane ticked in its frame @indoors
smoke went straight up and then changed its mind
the dust turned over in its sleep
a cart, or something as heavy, passed outside
a moth beat itself against the glass
one of the lamps gave a small dry cough
the crowd noise came and went like surf
a pigeon shifted along the gutter
the hinge complained in two notes
somebody was hammering, three blows and a rest
the echo took its time about coming back
the pipes knocked as if they wished to be let in
an insect started up and thought better of it
ash sifted down without a sound
a rope slapped against wood
the whole building seemed to hold its breath
a child was calling the same name over and over
rain, or the thought of rain, was in the air
the ground trembled faintly and was still
a curtain breathed in and out @indoors
coins were being counted on the other side of the partition
a clock that nobody had wound began to strike
the embers settled with a sigh
something rolled a little way and came to rest
a gust carried off the end of somebody's sentence
the stairs took a weight that was not theirs @indoors
the quiet came back in like a tide
leaves, or paper, blew along the passage
a key turned in a lock on another floor @indoors
the fire spat and drew itself together
a murmur ran along the wall and died
a single note hung on after the music had stopped
crockery rattled on a shelf @indoors
the air moved as if a large animal had sighed
a shutter swung out and swung home
birds went up all at once and came down again
the noise of tools went on beyond the yard
something dripped on to something hollow
a voice was reading out a list
the wind dropped, and the ears went on hearing it
the lamplight shook each time a door was closed
something with claws crossed the roof
a bucket went down a well and was a long time falling
someone was sweeping, stroke by stroke, and would not finish
a cough was passed from room to room @indoors
the candle found a draught and told everyone
water was running where there was no pipe
a horse, or a heavy man, shifted its weight
the lid of something was put back
a whistle answered from the far side
the boards gave up a little of the day's heat
a spider let itself down, thought, and climbed
the wick hissed
a latch lifted and was let down again
two voices went by, one of them weeping
the wind got in among the papers
far off, a door was being broken down or put up
snow, ash or blossom had begun to fall
a pair of boots was being cleaned on the step
a wheel squeaked at every turn and then did not
the wood was drying, crack by crack
a key ring was being turned on a finger
the gutter choked and cleared itself
the kitchen was quarrelling with the yard @indoors
the very dust seemed to be listening
a log rolled over in its sleep
the noise of the crowd was shut off like a tap
`,
  placed: `
had been built to keep something in
had the look of being left in a hurry
seemed smaller than in the telling
{Pwas} the sort of place that remembers voices
smelled of shut rooms and old paper @indoors
had outlived three sets of owners
kept {Pits} back to the weather
gave nothing away
had a look of waiting
{Pwas} colder than the air outside it
had been mended so often that little was left of the original
held {Pits} breath around them
seemed to lean in to listen
wore {Pits} neglect like a uniform
{Pwas} full of things that had once been useful
had the stillness of a room where someone has just stopped talking
showed {Pits} age in all the expensive places
{Pwas} quiet in the manner of a held note
had never been meant for so many people
{Pwas} exactly as described, and that was the trouble
had been swept, but not by anyone who cared
turned {Pits} least friendly side to visitors
{Pwas} half workshop and half shrine
let in the cold by a dozen small doors
seemed to have been arranged for somebody else
took the sound of footsteps and gave nothing back
had too many corners for {Pits} size
bore the marks of an old quarrel
{Pwas} emptier than anyone remembered
stood open, and nobody could say why
{Pwas} crowded with the leavings of other people's lives
had acquired a lock since the last time
looked better in the dark
belonged, as everyone knew, to nobody
{Pwas} kept as clean as a bone
had been somebody's idea of safety once
offered one way in and no way round
{Pwas} warmer than anyone deserved
made every voice sound like an intruder's
had lost {Pits} best years to bad weather and {Pits} owners to a lawsuit
smelled faintly of burning
had gone on without them perfectly well
had a clock in it that told some other time
{Pwas} hung about with things that nobody had claimed
had seen worse and had kept quiet
`,
  detail: `
a row of brass hooks
a chair with three sound legs @indoors
a tray of cold tea
a ledger tied up with tape
a stack of unopened letters
a ladder with two rungs missing
a mirror turned to the wall
a cracked blue jug
a pair of boots that matched nobody's feet
a heap of wet sacking
a calendar three months behind
a coat with one button
a bowl of keys
a birdcage with its door wired shut
a candle burned down to a coin of wax
a rolled map
a bucket placed under a drip
a table laid for one person too many @indoors
a bench worn into two hollows
a trunk with somebody's initials scratched out
a half-written list
a broom leaning in the angle of the wall
a set of scales, badly out of true
a glass with a bite out of the rim
a tin box without a lid
a bell without a clapper
a photograph, or a drawing, of nobody in particular
a shelf of jars with their labels soaked away @indoors
a length of good rope
a child's shoe
a shuttered window @indoors
a workbench scarred by knives
a stopped clock
a blanket folded to a perfect square
a heel of bread
a glove, palm upward
a line of nails driven in and never used
a patched curtain @indoors
a door that had been painted shut
a drift of torn paper
a bottle with an inch left in it
a notice nobody had troubled to take down
`,
  smell: `
wet wool
old paper
lamp oil
cold ashes
tar
boiled cabbage
someone else's tobacco
damp plaster
green wood
vinegar
hot dust
apples going soft
rust
candle grease
soap
rain on warm stone
leather
stale bread
turned earth
varnish
camphor
wet dog
burnt milk
cheap ink
`,
  stood: `
stood out as if drawn in ink
threw a shadow twice its size
had been set down with some care
waited to be explained
had not been there the last time
took up more room than seemed right
gave the only touch of colour
had the look of something asked to leave
had acquired a fine grey bloom
drew the eye and did not reward it
kept company with the dust
was the one thing out of place
leaned at an angle that suggested haste
told its own story
might have been there for a hundred years
stood guard over nothing
blocked half of the way
had been turned to face the door
seemed to have been forgotten on purpose
shone as though somebody loved it
marked the place where the argument had stopped
sat in the middle of everything
caught what light there was
had been moved, and moved back
looked like evidence
bore a ring where a cup had stood
would have fetched a good price anywhere else
looked smaller than its reputation
was all that remained of someone's good intentions
had a label tied to it with string
`,
  survey: `
a single look took in
there was less to see than {he} had feared:
by the door {he} found
the eye went first to
it was an inventory of neglect:
under the nearest shelf {he} made out @indoors
nothing had been hidden, only ignored:
along the wall stood
somebody had left behind
what {he} noticed was
on the floor lay @indoors
the corner held
in the way of comforts there was
against the far side somebody had left
the whole of it amounted to
at a first glance there was only
under a cloth {he} found
it took a while to make out
by way of furniture there was
half hidden by the rest was
whoever lived here had kept
in the middle of it, like a witness, stood
the shelves offered
everything of value had gone and left
`,
};
