export const scienceFiction = {
  act: `
checked the seal on the inner door
thumbed the console awake and let it sleep again
ran the diagnostic a second time, more slowly
clipped {his} tether to the rail
silenced an alarm that had been sounding for a week
wiped the frost from the inside of the visor
read off the pressure and did not like it
patched the leak with tape and bad language
swapped the dead cell for one that was only dying
cycled the lock by hand
let {himself} drift until a wall came by
cut the feed to the cameras
tapped the gauge until it told a better story
stowed the tools in the order they would be needed
logged the time and the temperature and nothing else
breathed through {his} nose to save the air
tuned out the chatter on the common band
pulled the panel and counted the wires
`,
  ambient: `
the recyclers changed note and changed back
a relay clicked over somewhere under the deck
the hull ticked as it turned out of the sun
status lights went from amber to green, one after another
a coolant line was knocking like a patient visitor
static rose on the open channel and fell away
the fans ran down, thought about it, and started up again
a maintenance drone went by with its eyes shut
gravity came back half a second late
the display refreshed itself without being asked
far down the spine of the place a bulkhead sealed
a voice with no throat read out the hour
micrometeorites ticked on the plating like thrown sand
the stars went by the port in their slow procession
the carrier wave carried nothing
a pump coughed and caught
the lights dimmed by one degree, as they did whenever somebody was being watched
a servo whined in its sleep
condensation crept along the pipes
the old reactor was muttering to itself
a docking clamp let go with a sound like a dropped anvil
the translator filled a silence with an apology
a warning scrolled past too fast to be read
the air tasted of metal and was moving
`,
  detail: `
a pressure suit with somebody else's name on it
a bank of dead screens
a tray of seedlings under a violet lamp
a coffee bulb stuck to the wall with a magnet
a crate of spare hands
a cracked visor
a hatch with its warning label painted over
a tangle of fibre like spilled hair
a log recorder with its light still on
a rack of sleepers, two of them dark
a child's drawing of a planet nobody had been to
a beacon the size of a thumb
a tool belt floating at the height of a man's waist
a row of oxygen candles
a star chart with a hole burned in it
a spool of cable marked for disposal
a sensor head wrapped in a sock
a jar of real soil with a lock on the lid
a bunk made up for inspection
a service robot folded like an umbrella
a countdown that had been stopped at nine
a bolt worn smooth by hands
`,
  smell: `
ozone
hot insulation
recycled air
machine oil
antiseptic
solder
scorched dust
algae
cold metal
old upholstery foam
`,
  placed: `
had been designed by somebody who would never have to live there
hummed at the pitch of a headache
ran on a schedule that suited no living thing
had been rated for sixty and held four hundred
kept {Pits} own time and charged for it
{Pwas} the last place on the network with a door that could be shut
had been decommissioned on paper years before
turned so slowly that only the liquids noticed
had more cameras than chairs @indoors
{Pwas} held together by sealant and shift work
smelled of every person who had ever been frightened in it
had one window, and a list for it @indoors
{Pwas} lit for plants rather than for people
lay a light-second beyond anybody's jurisdiction
`,
  claim: `
the machine does not lie, it rounds
there is no sound out there, only decisions
we are eleven minutes from anyone who could object
the air is billed by the breath on this deck
the signal was sent before any of us was born
you cannot court-martial a star
the archive has been edited, and by someone with taste
I have died in that simulation, and it is not so bad
every colony starts with a lie about the weather
they gave it a voice so that we would stop asking what it thought
the fuel will get us there or back
nobody wakes up early by accident
a backup is not a person, whatever the lawyers say
the distances are real, it is the borders we made up
I have seen the raw data, and it looks back
your oxygen is a privilege and mine is a rumour
`,
  thought: `
distance was only time with the kindness taken out
a system is a promise that nobody in particular has made
the universe was not hostile, merely busy
anything that can be measured can be sold
the first law of any closed world is that someone owns the air
the future had arrived, and it needed maintenance
a machine that never forgets has no use for forgiveness
light itself was only an old letter
every signal is a kind of loneliness with a return address
the crew that survives is the crew that checks the seals
gravity is what a planet has instead of manners
to be remembered by a machine is not the same as being known
`,
  thing: `
returned the same error in every language
drew more power than the manual admitted
had been built to a standard nobody could now read
showed up on no manifest
{Twas} older than the colony, if the dating could be trusted
had begun to answer before the question was sent
ran warm, though nothing fed {Tthem}
had been flagged, quarantined and quietly used
`,
  places: `
the ring station
Dock Nine
the hydroponics deck
the listening post
Tereshkova Base
the cold archive
the lower reactor hall
the transit hub
the crawlway under the bridge
the ice quarry
the quarantine wing
the observation blister
`,
  things: `
distress signal
flight recorder
navigation core
sealed airlock
star chart
memory shard
colony charter
broken transmitter
sleeper pod
black box
`,
  roles: `
systems engineer
salvage pilot
colony archivist
ship's doctor
signal analyst
dock inspector
exobiologist
retired navigator
contract miner
drone wrangler
station magistrate
memory technician
`,
  themes: `
what a machine may be asked to remember
distance and loyalty
the ethics of survival
who owns the air
first contact as misunderstanding
the cost of being rescued
`,
  tones: `
cool and exact, with sudden warmth
dry, watchful, a little lonely
clear as instrument glass, and as breakable
`,
};
