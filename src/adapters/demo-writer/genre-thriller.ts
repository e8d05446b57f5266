export const thriller = {
  act: `
took the battery out of the phone
checked the street by its reflection in a shop window @indoors
changed {his} coat in the stairwell
memorised the plate and looked away
slid the drive into the hem of {his} sleeve
sat where both exits were in view
paid in cash and left no tip worth remembering
ran the tap to cover the sound of talking
wiped the handle with {his} cuff
counted the cameras and found the blind one
laid the pistol under a folded newspaper
broke the card in two and dropped the halves in different bins
kept walking past {his} own front door
dialled the number {he} had been told never to use
felt along the underside of the table for the wire @indoors
gave the driver an address three streets short
burned the page in the sink
let the lift go and took the stairs @indoors
`,
  ambient: `
a helicopter stood over the river and would not leave
a van had been parked across the road with its engine running
sirens passed two streets away and faded
somebody's phone lit up and went dark
the lift doors opened on nobody
a motorbike throttled back at the corner
the security shutters were coming down @indoors
a camera turned its head by a few degrees
static hissed on an open line
boots were coming up the stairs, in no hurry @indoors
the traffic lights changed for an empty street
a car alarm started and was shut off
a plane went over, very low
two men at the bar stopped pretending to talk
the news ran silently on a screen above the counter
a radio said a single number and was quiet
the power dipped, and the generators caught it
an envelope came under the door
the platform emptied faster than it should have
a taxi slowed, considered and drove on
a red dot wandered over the plaster @indoors
the dogs in the compound had gone quiet
glass broke in a room that had been cleared @indoors
a countdown had started somewhere, to judge by the faces
`,
  detail: `
a passport with the wrong birthday
a row of burner phones, each with a strip of tape on it
a laptop with its lid taped shut
a map with one street coloured in
a shoulder holster hung on a child's chair @indoors
a bank of monitors, one of them black
a syringe in a pencil case
a key card cut in half
a hotel pad with the top sheet torn away
a suitcase nobody had claimed
a bullet hole behind a calendar
a telephone with no dial
a bag of shredded paper
a van hire receipt
a burner ring scorched into the worktop
a photograph with a face circled in red
a police scanner wrapped in a towel
a mug of coffee, still steaming
a fire exit chained from the outside
a safe behind a picture of a safer place
a spool of tripwire
a blood type written on a wrist
`,
  smell: `
burnt coffee
cordite
diesel
bleach
cold sweat
hot wiring
cheap aftershave
new paint
rain and petrol
rubber
`,
  placed: `
had one exit more than the plans showed
{Pwas} watched from three sides and the fourth was the river
had been swept for wires that morning, by whom was another matter
{Pwas} booked under a name that did not exist
looked like every other safe house, which was the idea
had been cleared in under a minute
{Pwas} lit like an operating theatre
{Pwas} the last place anybody would look, and so they had looked
had thin walls and thick files
had lost {Pits} signal an hour before
{Pwas} quiet in the way of a held trigger
{Pwas} empty apart from the cameras
had been rented by the day and paid for in advance
offered cover but no comfort
`,
  claim: `
they found the car, and you were not supposed to be in it
the safe house was never safe, it was only cheap
if you can hear this line, so can they
nobody retires, they are only reassigned
I have eleven minutes of tape that could bring down a government
the man you buried is on the passenger list
do not use that name in here
somebody on the inside turned off the cameras
there is always a second shooter, it is just a matter of budget
the code was changed an hour before the break-in
I was ordered to lose you and I have done my best
you have been carrying the tracker since the airport
trust is what they train you to smell
the money moved before the order was signed
it was a rehearsal, and we were the scenery
they know about the child
`,
  thought: `
the safest place in any city is just behind the person who is looking for you
conspiracies are mostly made of people who did not want a fuss
anything that goes to plan is somebody else's plan
paranoia is only pattern recognition with bad manners
the first hour belongs to the hunted and the rest to the patient
a professional is somebody who has stopped asking who for
the leak was never where the water came out
you can outrun a car but not an address
every secret service is a family business
there is no such thing as a loose end, only a person
fear, properly used, is a clock
it takes a great many honest people to run a lie of that size
`,
  thing: `
had been classified, leaked, and classified again
{Twas} the only copy, or the only one they would admit to
had got two good people killed since Monday
would be worthless by morning or worth a war
had been bugged, or had been treated as if {Tit} had
had crossed four borders in a lunch box
{Twas} on a list that was itself on a list
had been signed out to a man with no face
`,
  places: `
the safe house
the underground car park
the embassy annexe
Platform Six
the container port
the night clinic
the control room
the roof of the Meridian Hotel
the border post
the server hall
the motorway café
the ministry archive
`,
  things: `
encrypted drive
second passport
surveillance tape
burner phone
missing file
blank key card
sniper's logbook
offshore account
black case
radio code
`,
  roles: `
former field agent
data analyst
police inspector
investigative journalist
security consultant
defecting chemist
minister's aide
getaway driver
army interpreter
whistle-blower
hostage negotiator
forger
`,
  themes: `
trust as a liability
the state and its shadows
what one person can stop
loyalty for hire
surveillance and intimacy
the price of knowing
`,
  tones: `
taut, dry, always listening
cold light, short distances, no wasted motion
controlled, with panic kept just out of frame
`,
};
