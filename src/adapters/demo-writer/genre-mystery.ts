export const mystery = {
  act: `
copied the address on to the back of an envelope
dusted the handle with a pinch of graphite
held the letter up to the light to find the watermark
measured the footprint against {his} own shoe
wrote down the time and underlined it
sniffed at the dregs of the glass
turned out the wastepaper basket on the rug @indoors
checked the alibi against the timetable
read the inscription inside the watch
lifted a hair from the collar with tweezers
put the two halves of the ticket together
asked for the register and read it backwards
noted which drawer stuck @indoors
slid a card between the lock and the frame
compared the signatures under the lamp
pocketed a cigarette end when nobody was looking
sketched the room with every chair in its place @indoors
let the witness talk until the witness ran out of lies
`,
  ambient: `
a typewriter stopped in the middle of a word
a car idled in the street and then moved on
the telephone rang four times and gave up
somebody upstairs was walking from one wall to the other
a tap was running behind a locked door
the parlour clock struck a quarter that was not due
an umbrella dripped in the stand
the neighbours' wireless was playing a dance tune
a curtain twitched on the other side of the road @indoors
the lift rose past without stopping
newspapers slapped down on the step, one house after another
a match flared in a doorway and went out
gravel crunched under a careful foot
the constable at the gate blew on his hands
a file drawer rolled shut @indoors
rain drummed on the roof of the motor
a train went over the viaduct and shook the cups
the caretaker's keys came nearer and went away
somebody was burning papers in the yard
a floorboard gave evidence @indoors
the letter box snapped
a gramophone ran down in the empty flat
heels went by at the pace of someone being followed
the kettle shrieked and was snatched away
`,
  detail: `
an ashtray with two brands in it
a blotter covered with mirror writing
a chalk outline, scuffed at one knee
a key with a numbered tag
a glass smeared with lipstick
a diary with a page cut out
a bus ticket used as a bookmark
a pawnbroker's receipt
a window latched on the wrong side @indoors
a rug laid over a cleaner rug @indoors
a medicine bottle without its label
a train timetable with one line underscored
a single cufflink
a mantelpiece with a gap in its ornaments @indoors
a telephone left off the hook
a safe with its door ajar
a wet umbrella where no one had been out
a set of golf clubs, one short
a ransom of dead flowers
a photograph torn along the line of an arm
a pair of spectacles folded on a strange book
a bloodless knife, very clean
`,
  smell: `
pipe tobacco
bitter almonds
hair oil
floor polish
stale gin
wet tweed
blotting paper
lilies
coal smoke
bleach
`,
  placed: `
had been tidied by someone who did not know where things went
had two doors, of which the police had found one
{Pwas} respectable in the way of a closed mouth
had never before been mentioned in a newspaper
held six suspects and one good armchair
had been searched, though not by professionals
{Pwas} furnished entirely with alibis
kept {Pits} blinds down and {Pits} accounts elsewhere
looked innocent, which was suspicious in itself
had an excellent view of the scene
{Pwas} let by the week to people with one name
had the hush of a house where everyone is listening
contained one clue too many
had been photographed from every angle but the right one
`,
  claim: `
the body is the least interesting thing in that room
I was at the pictures, and I can tell you the plot
whoever did it knew where the light switch was
nobody poisons a stranger
the dog knew, and look where it got the dog
a man with a perfect alibi has been expecting trouble
the will was read before the body was cold
I dust that shelf every day and there was never a gap in it
there were five cups and four guests
the lock was picked by someone who had the key
blackmail is only rent by another name
you have asked everybody except the gardener
it was suicide until you came along
the letter was typed on a machine that was sold last spring
nobody heard the shot because everyone was listening for it
the vicar counts the silver for a reason
`,
  thought: `
an alibi is a story told by someone who expected to be asked
the obvious answer had been left out for them like a plate of biscuits
it is always the small lie that is paid for in advance
murderers are tidy and thieves are punctual
a clue is only a fact that has fallen out with its neighbours
the victim had been the one person in the house with nothing to hide
everybody had a motive, and only one of them had needed it
when all the stories match somebody has held a rehearsal
the timetable was right and the people were wrong
suspicion is a kind of attention, and most people are starved of it
the murder had taken a minute, the reasons thirty years
a confession explains everything except why
`,
  thing: `
had been wiped clean, which was as good as a fingerprint
turned up in one statement out of seven
fitted nobody's account of that evening
had been put back an inch out of place
appeared on no inventory
had been seen by the one witness nobody believed
pointed, rather too plainly, at the wrong person
had been in the room the whole time
`,
  places: `
the records office
the boarding house
the conservatory
the night desk
Larkmere Hall
the coroner's office
the railway hotel
the pawnbroker's
the back staircase
the assembly room
the county library
the tea shop
`,
  things: `
unsigned letter
pawn ticket
torn photograph
locked desk
second will
brass key
witness statement
missing diary
silver cigarette case
train timetable
`,
  roles: `
private investigator
retired sergeant
local doctor
newspaper reporter
solicitor's clerk
housekeeper
coroner
insurance assessor
parish secretary
night porter
antiquarian bookseller
nervous heir
`,
  themes: `
the stories people rehearse
justice and its price
what a small town agrees to forget
guilt and good manners
the limits of evidence
loyalty to the dead
`,
  tones: `
wry, observant, never in a hurry
cool on the surface, with something moving underneath
dry as a witness statement, and kinder than it looks
`,
};
