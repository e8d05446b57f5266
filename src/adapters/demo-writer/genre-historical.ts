export const historical = {
  act: `
sanded the wet ink and blew it clear
pressed {his} seal into the wax
trimmed the wick with a penknife
held {his} papers out before they were asked for
rubbed a coin between finger and thumb for the old king's head
shook the rain from {his} oilskin
cut a new nib and spoiled it
turned the hourglass on its side
loaded the pistol and laid it in the drawer @indoors
knotted the news into a corner of {his} handkerchief
saw to the horses before anything else
buried the letter in the flour
wound a bandage from somebody's good linen
made {his} mark beside the clerk's cross
crossed {himself} out of habit
counted the ration into seven small heaps
read the proclamation through to the printer's name
warmed {his} hands at the brazier with the sentries
`,
  ambient: `
a drummer was practising the retreat
the mail coach went through without stopping
church bells were ringing for a victory or a fire
a herald was shouting a name at the crossroads
iron-shod wheels ground over the setts
a recruiting sergeant was buying drinks for boys
sheep were being driven through the square
the press thumped in the cellar like a heart @indoors
a woman was crying mackerel in the lane
gun smoke hung about the orchard, or only mist
muskets were being stacked in the yard
a curfew bell began, and the shutters answered @indoors
somebody was nailing a notice to the church door
barges hooted at the lock
the washing of eleven families flapped across the court
a prisoner was singing in the lock-up
torches went by toward the bridge
a fiddler had got hold of last year's tune
the abbey clock gave the hour as it saw it
the ferry chain ran out over its wheel
a mounted man went past at a gallop with no hat
hammers rang from the new ironworks
geese quarrelled along the ditch
the wind brought the smell of the tanneries and the sound of psalms
`,
  detail: `
a sheaf of ballads still damp from the press
a powder horn with a silver rim
a portrait of a king with his face to the wall
a spinning wheel stopped in mid-thread
a musket over a chimney breast
a baptismal register with a leaf missing
a sack of seed corn under a bed @indoors
a loom strung with unfinished blue
a travelling desk with a false bottom
a pair of good boots with a dead man's darning in them
a tallow dip in a saucer
a regimental coat without its buttons
a strongbox with three locks
a petition bearing forty crosses
a cradle full of firewood
a tray of lead type, spilled
a wig on a stand, like a guest who had died
a map of the parish before the enclosures
a pewter plate with a musket ball in it
a bolt of silk no honest person could explain
a pile of broadsheets tied for burning
a lantern with its sides blacked
`,
  smell: `
tallow
gunpowder
wet straw
printer's ink
horse sweat
peat smoke
lye
salt herring
beeswax
the river at low water
`,
  placed: `
had changed hands with every change of kings
still bore the scars of the last siege
{Pwas} taxed by the window and so had very few @indoors
had quartered soldiers and had not got over it
kept the old calendar out of spite
had been built with the stones of the abbey
had a price on {Pits} door and another on {Pits} cellar @indoors
{Pwas} known to the excise by another name
housed nine families and the parish pump
had a priest's hole, a powder store and a good cook
stood where the road had been before the road was moved
had voted for both sides and been rewarded by neither
{Pwas} lit by rushes and by gossip
had once slept a queen, or somebody dressed as one
`,
  claim: `
the king's head on a coin is the only part of him I trust
they hanged the miller for less
there will be soldiers here by Michaelmas
a free man can starve where he likes
my grandfather ploughed that field before it had an owner
the new calendar took eleven days from me and gave back none
I printed it, and I would print it again
the war was over for a month before anybody told us
every parish has a book, and in every book there is a leaf cut out
they taxed the light and wondered at the darkness
a name on a muster roll is a name in the ground
the harbour silted up, and so did the mayor
we fed both armies and were thanked by neither
it is not smuggling if the magistrate drinks it
I have outlived three kings and a good horse
letters are opened at the bridge, so write as if to your enemy
`,
  thought: `
history was only what had happened to people who could write
a town forgets its dead in the order of their debts
great men passed through like weather and the roofs had to be mended after
every war is begun by the old in the name of the young
the century was changing horses, and nobody had asked the passengers
the law had been made in a dry room by men with full stomachs
a flag is a piece of cloth that people agree to be cold under
peace was simply the war with the drums left out
there is always a clerk, and the clerk always knows
the poor are counted twice, once for the tax and once for the grave
it was easier to change a king than a harness maker
an old loyalty is the last thing to be sold and fetches least
`,
  thing: `
had been entered in the parish book under another name
had crossed the sea twice in other people's baggage
{Twas} worth a hanging on one side of the river and a pension on the other
had been pawned, redeemed and pawned again
carried the mark of a maker dead these fifty years
had come down through the women of the family
had been hidden from three sets of soldiers
had outlived the treaty that forbade {Tthem}
`,
  places: `
the printing house in Fetter Row
the customs wharf
the abbey granary
the coaching inn
the lace-makers' court
the toll bridge
Saint Aldhelm's
the salt store
the garrison yard
the upper mill
the guildhall
the ropewalk
`,
  things: `
royal seal
muster roll
family ledger
smuggled pamphlet
regimental colours
marriage contract
church plate
printing press
silver spurs
sealed dispatch
`,
  roles: `
journeyman printer
widow of the mill
customs officer
younger son
travelling surgeon
camp follower
parish clerk
ferryman
lace-maker
deserter
lady's companion
village priest
`,
  themes: `
ordinary lives under great events
the price of loyalty
who gets written down
land, inheritance and debt
the slow arrival of change
faith and convenience
`,
  tones: `
grave, textured, with dry humour
candlelit and unhurried
plain-spoken, rich in small things
`,
};
