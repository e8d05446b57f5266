/** For every genre that has no vocabulary of its own. */
export const general = {
  act: `
drew a plan on the tablecloth with one wet finger
bought a ticket to somewhere and put it with the others
took the key from its nail and the lamp from its hook
asked the way of somebody who did not know it
hid the best of it under the floor @indoors
paid what was owed and a little over
packed as though for a week
signed for a parcel in somebody else's name
wrote it all down in the order it had happened
caught the strap as the floor swayed @indoors
borrowed a pencil and kept it
wiped the glass and looked through
told the joke again with a different ending
cast up the accounts by candle
held the gate for whoever was coming
put the newspaper under the door to keep out the draught
made a show of reading the menu
rowed, as it were, with one oar
`,
  ambient: `
a ferry called across the water
the market was packing up its noise
a wheel was turning that nobody had set going
somebody was beating a carpet in the yard @indoors
the river said the same thing over and over
a train of wagons crawled along the ridge
gulls were quarrelling above the roofs
the mill had stopped, and the stillness rang
two women were arguing about a goat
the gate swung on its one good hinge
the kettle was thinking of boiling
a ball bounced down a long flight of steps
the crowd let out its breath
the sails, if they were sails, went by beyond the wall
a whistle blew for the end of somebody's shift
the orchard dropped an apple
a hoarse voice was auctioning chairs @indoors
wood smoke wandered through the rooms @indoors
the bridge hummed under a load
a line of washing saluted
the tide was on the turn
a procession had lost its way in the lanes
an axe fell, and its echo a moment later
the notice boards rattled like teeth
`,
  detail: `
a fishing rod without a line
a toolbox with a false bottom
a barrel full of walking sticks
a chessboard with a thimble for a queen
a cart wheel propped against the wall
a heap of nets
a stove with its door hanging open
a violin case with a padlock
a sign in a language nobody there could read
a saucer of milk
a compass nailed to the table @indoors
a lantern with a red pane @indoors
a flag used as a dust sheet
a bag of seed with a mouse hole in it
a wooden leg in an umbrella stand
a pile of books swollen by water
a scarecrow in a dinner jacket
a stuffed pike
a telescope pointed at the floor @indoors
a barometer stuck at change
a suitcase tied up with a belt
a vase of feathers
`,
  smell: `
sawdust
frying onions
seaweed
engine oil
cinnamon
hay
fresh paint
fish scales
mown grass
wine
`,
  placed: `
had been in three countries without moving
had a reputation, most of it earned
{Pwas} run by people who had meant to stay a month
{Pwas} where the road gave up
belonged to the sort of town that has one of everything
looked different to those who were leaving
had been promised to several people
{Pwas} the kind of place that gets into songs
kept a candle in the window for form's sake @indoors
{Pwas} owed money by everyone who came in
had been the making of some and the ruin of more
had {Pits} own rules and did not post them
{Pwas} as far as most people ever got
{Pwas} all that stood between them and the weather
`,
  claim: `
the bridge will hold one more time, it always does
they sell the same map to everybody
my luck went out with the tide and did not write
a fair price is what you cannot get
it is a small town with a long tongue
I have a boat, or the half of one
the winter will settle it if we do not
there is a back road, but you have to want it
no one ever got lost on purpose who was not found by accident
the old man left everything to the ferry
I had it from the postman, and he reads them all
you can hire a mule, but you cannot hire its opinion
we had a plan and then we had a better one and now we have this
it is only a river, people cross them every day
the mayor owes me a favour and hates it
you should have seen this place before it was famous
`,
  thought: `
a journey is only an argument with a map
it is the last mile that does the asking
every town keeps one honest person, for comparison
what is found by accident is kept on purpose
the world had more edges than the schoolbooks allowed
a good friend is a witness who takes your side
there is no fool like a prepared one
some debts are paid in the wrong coin and to the wrong person
the weather had been taking sides for years
one can come home by a road that does not go there
the luck of the innocent is mostly other people's hard work
nothing gets built except by somebody who does not know it cannot be
`,
  thing: `
had been won at cards and lost at love
{Twas} the talk of three parishes
had been sold to {him} as something else
bore the dents of an old argument
had travelled farther than anyone in the room
{Twas} insured for more than anyone would ever pay
had been promised to {B} in front of witnesses
would have made a good story if it had happened to strangers
`,
  places: `
the ferry landing
the station buffet
the upper market
the schoolhouse
the crossroads inn
the boatyard
the town hall cellar
the old quarry
the lighthouse road
the weather station
Mill Lane
the orchard wall
`,
  things: `
brass compass
sealed letter
old map
borrowed boat
red suitcase
iron key
family clock
lost photograph
black notebook
wooden box
`,
  roles: `
ferry pilot
schoolteacher
carpenter
town clerk
innkeeper
runaway apprentice
travelling doctor
mapmaker
boat builder
widow with opinions
retired judge
postmistress
`,
  themes: `
what people owe each other
leaving and returning
the courage of ordinary days
truth and its convenient neighbours
the pull of a place
friendship under strain
`,
  tones: `
warm, clear-eyed, lightly ironic
plain and companionable, with shadows
curious, humane, quick on its feet
`,
};
