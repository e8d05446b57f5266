export const fantasy = {
  act: `
traced a warding sign on the lintel
fed a pinch of salt to the flame
rubbed the charm at {his} throat until it warmed
named the four winds under {his} breath
drew the blade an inch and let it slide home
scattered barley over the threshold
turned {his} ring so that the stone faced inward
spat for luck
poured a little wine on the ground for the old powers
laid {his} palm on the rune and felt it answer
unstoppered the smallest of the vials and sniffed
whistled up the dog that was not quite a dog
hung {his} cloak over the scrying glass
plaited three hairs into the wick
knelt and asked the stones for leave
loosened the peace-strings on {his} scabbard
wiped the witch-ash from {his} fingers
counted the candles and found one more than had been lit
`,
  ambient: `
a raven repeated the last word of every sentence
the standing stones ticked as they cooled
a horn was blown somewhere beyond the river
lanterns went by with nobody carrying them
the runes above the door had begun to sweat
hooves rang on a road that had been grassed over for a century
snow fell upward past the window @indoors
somebody was singing the names of kings in the wrong order
the hearth fire leaned toward them as if to hear @indoors
a sword hummed on its hook
the forest moved a little nearer when no one was looking
an owl turned its head all the way round and back
the tapestry riders had got as far as the ford
thunder walked about on the hills
a candle burned blue for the space of a breath
the well gave back a voice that had not called
moths the size of hands were gathering at the shutters @indoors
banners stirred where there was no wind
the old wards sang like a wet finger on glass
chains were being dragged across a floor that was not there @indoors
the wolves had begun early
a drum answered another drum across the valley
dew formed on the blade and would not fall
the statue in the niche had changed hands with its sword
`,
  detail: `
a helm with a nest in it
a crown wrapped in sacking
an altar used for chopping onions
a spear that had taken root
a candle burning with its flame pointing down
a harp strung with silver hair
a shield with the arms scraped off
a cauldron full of rainwater and leaves
a throne with one leg propped on a prayer book
a rack of wands sorted by temper
a cage in which something had recently been invisible
a tapestry eaten through by moths, all but the eyes
a bowl of teeth, not all of them human
a saddle made for no horse
a lantern with a coal of star iron in it
a map whose rivers were still moving
a row of masks with their mouths sewn shut
a bell on which somebody had chalked a warning
a font gone dry and full of coins
a sheaf of unpaid prophecies
an hourglass running sideways
a staff notched once for every winter
`,
  smell: `
burnt sage
wet stone and hawthorn
dragon's-blood resin
candle smoke
bruised mint
horse
myrrh
lightning
old armour
snow
`,
  placed: `
had been raised by hands that were not hands
{Pwas} older than the tongue {Pits} name was spoken in
still kept one day of the year for itself
had been cursed twice, the second time by an expert
stood on the bones of something larger
{Pwas} said to choose {Pits} own visitors
remembered every oath that had been sworn there
had {Pits} own weather and was not generous with it
had been a temple until the god moved out
answered to an older name after dark
wore ivy the way a widow wears black
{Pwas} guarded by nothing that anybody could see
had never been taken by force, only by marriage
lay just off the edge of every honest map
`,
  claim: `
the old powers do not bargain, they collect
a name given is a name lost
no blade was ever forged for peace
the stars have been wrong before, but never twice in one reign
the wards will hold until somebody is polite to what is outside
you cannot lie to a river
magic is only a debt that speaks well
they crowned the wrong child and everybody clapped
the dragon was the least of our troubles
a prophecy is a threat with its face washed
oaths weigh nothing until you try to put them down
the wood takes one in every generation, and it is always the one who can sing
salt keeps out the dead, and good sense keeps out the rest
there are thirteen doors and the map shows twelve
what the witch sold you was mine
iron remembers the hand
`,
  thought: `
magic leaves the room as a guest does, a little after it has said goodbye
every kingdom is a story that has not been interrupted
the gods were only neighbours with better walls
a spell is a promise made to something that cannot forget
the oldest enchantment of all was the word no
somewhere a crown was already choosing its next head
those who are born under a sign spend their lives paying for the view
swords outlast reasons
even dragons must have wanted to be asked
a curse is just a memory that somebody else has to keep
the hero of the song had been dead for most of it
power wants a vessel, and it is not particular about the glaze
`,
  thing: `
hummed, very faintly, in the presence of a lie
had been blessed by one side and cursed by the other
cast no reflection in the scrying bowl
had been paid for with a king's ransom, and then with the king
would not cross running water
had a place in the prophecy, though nobody could agree on the verb
left a taste of iron in the air
had never yet let itself be carried past a grave
`,
  places: `
the Thorn Gate
the Hall of Quiet Bells
the ford at Merrowen
the Lantern Wood
the tower of Asharn
the drowned chapel
the market of Nine Wells
the Salt Road
the winter keep
the hill of the standing stones
the witch's orchard
the undercroft
`,
  things: `
silver bell
broken crown
winter sword
bone flute
book of names
glass key
black candle
oath ring
raven banner
mapmaker's lens
`,
  roles: `
hedge witch
exiled heir
captain of the watch
keeper of the wards
travelling bard
rune carver
disgraced knight
river pilot
court physician
thief of small magics
temple novice
beast handler
`,
  themes: `
the price of power
oaths kept too long
the difference between fate and habit
what the old world is owed
inheritance and refusal
the loneliness of the chosen
`,
  tones: `
wondering, with an edge of frost
grave and bright, like a winter tale told by a fire
lyrical, but never far from the ground
`,
};
