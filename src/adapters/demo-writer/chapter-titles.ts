/** Words and shapes for titles. Every chapter of a book takes another noun, so that no two titles are alike. */
export const titleWords = {
  nouns: `Ash Salt Lantern Ferry Orchard Ledger Threshold Thaw Harbour Candle Wolf Glass Kiln Bell Furrow
Weir Feather Ember Hinge Tide Loom Plough Thorn Mirror Anchor Chalk Quarry Needle Heron Well Frost Saddle Copper
Nettle Wharf Beacon Cradle Barrow Rook Vow Snare Hearth Pilgrim Sickle Flint Marrow Gale Ransom Tinder Vesper Moth
Causeway Gallows Kestrel Lament Muster Oath Parable Quill Reckoning Sexton Tollgate Umbrella Vigil Wager Yoke Alibi
Bargain Cipher Dowry Eclipse Forgery Garland Hostage Inkwell Jubilee Keepsake Locket Mischief Nocturne Omen Pledge
Quarrel Rumour Silence Treaty Usurer Verdict Witness Yearling Amnesty Bonfire Confession Departure Errand Farewell
Gambit Hunger Inheritance Journey Knot Labyrinth Mercy Neighbour Obstacle Passage Question Refuge Shadow Trespass
Undertow Visitor Warning Axle Bridle Cellar Drum Elegy Fracture Granary Hollow Ivory Jetty Keystone Ladder Meridian
Nightfall Ordeal Pendulum Quarantine Rampart Sluice Tempest`,
  shapes: `
The <noun>
What the <noun> Knew
<noun> and <mate>
<a noun> Before <mate>
The Last <noun>
Under the <noun>
The <mate> <noun>
No <noun> for <name>
The <noun> at <time>
<name> and the <noun>
After the <noun>
The Wrong <noun>
A Borrowed <noun>
The <noun> in the <mate>
Every Last <noun>
Neither <noun> nor <mate>
`,
  mates: `Stone Water Winter Paper Iron Rain Bone Silver Smoke Morning Dust Honey Snow Bread Linen Amber
River Velvet Thunder Timber Wax Clay Summer Blood Milk Brass Moonlight Straw Gold Sand Vinegar Oak`,
  times: `Noon Dusk Dawn Midnight Evensong Harvest Midsummer Daybreak`,
};
