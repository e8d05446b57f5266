export const romance = {
  act: `
tucked a loose strand of hair behind one ear
smoothed the front of a coat that was already smooth
read the message again for what it did not say
put on the kettle as a kind of diplomacy
turned a ring that was no longer there
bought the flowers {he} had been pretending not to look at
held the umbrella over somebody else
left a second cup on the table, just in case @indoors
pressed a warm cheek to the cool of the window @indoors
wrote three answers and sent none of them
laughed too loudly at something that was hardly a joke
took the longer way home because of who else walked it
learned a tune in order to be able to hum it badly
found an excuse to straighten the picture
caught {himself} smiling at a wall
shared the last of the cake with an even hand
moved along the bench by the width of one person
unbuttoned a glove, finger by finger
`,
  ambient: `
somebody was practising a waltz with one wrong note
the string lights trembled along the veranda
a couple went by sharing one umbrella
the band was tuning up on the lawn
laughter spilled out of a kitchen door @indoors
a bicycle bell rang twice, hopefully
swallows stitched the evening to the roofs
the café was putting up its chairs @indoors
a song that both of them knew came through the wall
petals had blown in as far as the stairs @indoors
a boat knocked gently against its mooring
the record had finished and was going round and round
church bells were practising for Saturday
a child let go of a balloon and everyone looked up
cups chimed on a tray
the baker was singing to his ovens
somewhere a wedding was getting out of hand
the rain made a small private room of the porch @indoors
a cat arranged itself between them
the last bus went by with all its windows lit @indoors
the breeze brought music and took it off again
a telephone buzzed, face down, and was ignored
fireworks were going off for somebody else
an old dog sighed and changed laps
`,
  detail: `
a dress hung on the door to lose its creases
a jar of sea glass sorted by colour
a bunch of peonies still in their paper
a dance card with one name on it
a pair of gloves left on the piano
a birthday cake with a slice gone
a scarf that smelled of someone's garden
a stack of postcards tied with kitchen string @indoors
a garden chair beside another garden chair @indoors
a recipe in two handwritings
a record with its sleeve worn white
a bowl of lemons
a suitcase not quite closed
a ticket stub pinned above the desk
a window box of herbs going to seed @indoors
a telephone number on a paper napkin
a borrowed jumper, carefully folded
a glass of wine poured for company
a row of wedding photographs, the last one crooked
a set of spare keys on a ribbon
a kite with a mended tail
a piano with a cup ring on the lid
`,
  smell: `
coffee
lavender
cut grass
warm bread
sun cream
rain on dust
lemon peel
roses past their best
wood smoke
clean laundry
`,
  placed: `
had the kind of light that makes people honest
{Pwas} too small for two people to avoid each other in
had seen a great many first meetings and a few second ones
looked as if somebody had been happy there and had meant to come back
{Pwas} full of flowers nobody would own up to
had one sofa, and that was the difficulty @indoors
made even bad news sound like gossip
had been repainted in the colour of a good mood
kept the warmth of the day long into the evening
seemed to be in league with the matchmakers
{Pwas} best seen in company
had a view that asked for a hand to hold
{Pwas} waiting for someone to put the music on
{Pwas} never quite private and never quite not
`,
  claim: `
I came to give you back your umbrella, and I have forgotten it
you make it very hard to be sensible
I practised this in the mirror and you were kinder there
nobody has ever stayed to help with the washing-up
I am not jealous, I am merely well informed
I told my sister it was nothing, and she laughed for a week
you walked me home and I have been walking ever since
it was a very small kiss to have caused all this
I would have written, but I could not spell it
I know every step of that dance and none of the reasons
your coat has been on my chair since March
we are the only two people who do not know
I don't want a grand gesture, I want a Tuesday
you talk to the roses as if they had let you down
I was happy before you came, which is what annoys me
if I stay for one more cup I shall stay for good
`,
  thought: `
the heart keeps very poor accounts
it is possible to miss a person who is standing in the same room
there is no such thing as a casual goodbye
love at first sight is mostly good memory afterwards
a person can be brave about everything but a doorbell
every house has a chair that belongs to whoever is not there
being understood is a good deal more frightening than being admired
what begins with a quarrel at least begins with attention
tenderness makes fools of the organised
happiness had come in without wiping its feet
pride is a cold thing to take to bed
some people arrive like weather and some like the post
`,
  thing: `
had been the cause of their first quarrel and of the making up
brought a colour to {his} face that nobody was meant to see
had been kept when everything sensible was thrown out
still smelled, very slightly, of that summer
{Twas} hardly a love token, and yet
gave {him} an excuse to knock
had been mended by two people with different ideas of mending
made the perfect pretext, and both of them knew it
`,
  places: `
the garden behind the bakery
the boathouse
the rose walk
the bookshop on Tanner's Row
the old ballroom
the harbour café
the vineyard gate
the bandstand
Willow Cottage
the flower market
the upstairs studio
the village green
`,
  things: `
love letter
borrowed coat
wedding invitation
garden gate
old record
silver locket
recipe book
dance card
blue bicycle
spare key
`,
  roles: `
florist
returning architect
village baker
widowed teacher
travelling musician
bookshop owner
best friend and bad adviser
rival with good manners
wedding planner
matchmaking aunt
country vet
letter carrier
`,
  themes: `
second chances
the courage to be known
pride and its small economies
home as a person
what is said too late
friendship under strain
`,
  tones: `
warm and teasing, with an ache in it
sunlit, quick, a little rueful
tender without being soft
`,
};
