export const literary = {
  act: `
let the telephone ring itself out
peeled the label from a jar and then was sorry
watered a plant that had died in the spring
stood for a while in front of the open refrigerator @indoors
moved the photographs so that the dust showed where they had been
read the first page again and understood it differently
sorted the cutlery of a house that was to be sold
ironed a shirt nobody would wear
listened to the old message and did not save it
walked to the end of the garden and looked back at the lit window @indoors
opened the wardrobe for the smell of it @indoors
set one place too many and left it there
wrote {his} mother's maiden name in the steam on the glass
sat in the parked car with the engine off
rehearsed the conversation with both parts
drove past the old school without slowing
picked the dead heads off the geraniums
folded the towels in thirds, as {he} had been taught
`,
  ambient: `
the refrigerator shuddered and was still @indoors
a neighbour was mowing round and round the same small lawn
children were being called in, one name at a time
the radiator gurgled like somebody trying to speak @indoors
a plane drew its line over the town
the dishwasher moved on to its next regret @indoors
somebody was learning the clarinet
the afternoon leaned on the windows @indoors
a wasp was dying, noisily, behind the blind
the answering machine blinked its one red thought
gulls had come inland with the weather
the house next door was laughing at the television
a bin lid rolled in the road
the boiler lit itself with a soft explosion
leaves were piling up against the garage
the sprinkler ticked round
the street lamps came on in the wrong order
a dog waited at the gate for somebody who had moved away
snow was being forecast in a cheerful voice
the curtains filled and emptied @indoors
the school bus sighed at the corner
the milk had begun to turn, and so had the year
the tap let go of a single drop
the light on the landing had been left on, as always @indoors
`,
  detail: `
a bowl of keys to doors long since sold
a pill organiser, full up to Thursday
a height chart pencilled on a door frame
a half-finished crossword
a coat that still held the shape of shoulders
a drawer of rubber bands and takeaway menus @indoors
a box marked miscellaneous in a dead hand
a fish tank with the water gone
a calendar of other people's holidays
a wedding dress in dry cleaner's plastic
a chess game abandoned in a strong position
a school report from another decade
a row of spice jars, alphabetical to M
a radio held together with tape
a single slipper
a list of things to say
a mug with somebody's name on it
a hospital bracelet in an ashtray
an armchair worn to one person's outline
a suitcase on top of a wardrobe @indoors
a bathroom cabinet with two toothbrushes
a casserole dish waiting to be returned
`,
  smell: `
toast
floor wax
radiator dust
gin and lemon
cut hedges
wet coats
library paste
chlorine
someone's shampoo
onions
`,
  placed: `
had been decorated by a happier couple
held on to the afternoon as if it were the last
{Pwas} smaller than memory had made it
had the tidy look of a thing about to be divided
had learned to live with the damp
smelled of other people's Sundays
had been extended twice and still had no room @indoors
faced the sea and thought about the road
{Pwas} kept exactly as it had been, for no one
had a silence for every member of the family
{Pwas} on the market, and behaved accordingly
had the air of having been talked about
still expected somebody for dinner
{Pwas} bright in the manner of a waiting room @indoors
`,
  claim: `
we have been having this conversation for twenty years
I am not angry, I am just putting the plates away
she kept every letter and answered none of them
you always leave before the washing-up
nobody in this family has ever finished a sentence
he asked for you at the end, or for somebody with your name
I thought that if I kept the house the rest would follow
it was a good marriage, it just had two people in it
I found the photographs, and you were in all of them, just out of frame
we were happy that summer, and look what it cost
I don't want his chair, I want him to have wanted me to have it
there was never a right time, so I chose a wrong one
your father could forgive anyone he had not met
I have been practising being alone, and I am getting quite good
you remember the lake and I remember the drive
one of us should have cried, for form's sake
`,
  thought: `
families are held together by what they have agreed to call it
one spends the first half of life leaving and the second looking for the address
a marriage is two people remembering the same holiday differently
the past does not come back, it simply declines to leave
childhood is a country that revokes your passport
every inheritance is partly furniture and partly weather
nothing ages a person like being needed
there is a kind of love that can only be expressed as logistics
what is called closure is generally just a door
most cruelty is absent-mindedness with a good memory
the dead go on having opinions
grown people are children who have learned to wait in cars
`,
  thing: `
had been in the family longer than the grudges
stood for something, though they had forgotten to agree on what
{Twas} too good to use and too worn to sell
had been left to both of them, which was her last joke
had followed {him} from one rented room to the next
reminded {him} less of the person than of the absence
had survived every clearing-out by looking harmless
had turned, without anybody's noticing, into a memorial
`,
  places: `
the house on Alder Street
the lake cottage
the hospital corridor
the allotment
the closed department store
the crematorium garden
the back bedroom
the municipal pool
the ferry terminal
the dry cleaner's
the kitchen
the seafront
`,
  things: `
piano
unsent letters
family photographs
summer house
red notebook
wedding dress
father's watch
garden wall
inheritance
lake
`,
  roles: `
estranged daughter
retired piano teacher
younger brother
second wife
night nurse
failed novelist
neighbour of forty years
estate agent
translator
schoolteacher
lapsed priest
lodger
`,
  themes: `
the unsaid
inheritance of every kind
memory as a shared fiction
leaving and being left
the dignity of small lives
forgiveness without apology
`,
  tones: `
quiet, exact, rueful
attentive and unsentimental
a still surface with a current under it
`,
};
