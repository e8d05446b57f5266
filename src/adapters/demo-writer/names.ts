/** Given names by the pronoun they usually go with, and those to invent people from. */
export const names = {
  she: `Mara Ilse Nell Agnes Ruth Clara Edith Hanna Ines Josephine Lena Margot Nadia Odile Petra Rosa Sabine
Thea Una Vera Wren Yara Zofia Anna Maria Sarah Emma Elena Sofia Julia Alice Eleanor Grace Lucy Mary Elizabeth
Jane Kate Laura Leah Lily Rachel Rose Susan Amara Aisha Fatima Mei Yuki Priya Ana Eva Eve Iris Ivy Ada Charlotte
Claire Diana Emily Esther Helen Isabel Isla Joan June Layla Lucia Martha Miriam Nora Olivia Sophie Victoria Zoe
Beatrice Amelia Hazel Freya Astrid Ingrid Signe Noor Leila Zara Anika Naomi Cora Delia Maeve Brisa Eirwen Fenna
Hesper Isolde Kaia Mirren Nyx Sephra Tamsin Vesna Ysolt Ansa Elowen`,
  he: `Teodor Bram Caleb Dmitri Elias Felix Gideon Hugo Ivo Jonas Karel Lukas Matthias Nico Oskar Piet Quentin
Rafe Stefan Tomas Viktor Wil Anselm Bastian Adam Arthur Ben Carlos Charles Daniel David Edward Frank George Henry
Isaac Jack Jacob James John Joseph Leo Liam Louis Marco Mark Martin Michael Noah Oliver Omar Oscar Patrick Paul
Peter Philip Rafael Robert Samuel Simon Theo Thomas Walter William Ahmed Ali Hassan Ibrahim Kenji Hiro Wei Chen
Ravi Arjun Sanjay Diego Mateo Pablo Pedro Luis Luca Otto Emil Anton Max Nathan Owen Silas Tobias Alexander Andrew
Edmund Finn Gabriel Harry Julian Ezra Jonah Kwame Tariq Yusuf Caedmon Dalen Galt Joreth Lorcan Orin Pell Rowan
Ulric Wystan Zephan Corin Daven Idris`,
  plain: `Ilse Teodor Nell Bram Agnes Caleb Ines Elias Petra Gideon Sabine Hugo Thea Ivo Una Jonas Wren Karel
Margot Anselm Odile Stefan Hanna Lukas Nadia Rafe Vera Bastian Lena Piet Zofia Tomas`,
  wide: `Brisa Caedmon Dalen Eirwen Fenna Galt Hesper Isolde Joreth Kaia Lorcan Mirren Nyx Orin Pell Rowan
Sephra Tamsin Ulric Vesna Wystan Ysolt Zephan Ansa Corin Daven Elowen Idris`,
  surnames: `Quill Marsh Okonjo Vance Lindqvist Harrow Bellamy Sorrel Achterberg Thorne Castellan Moreau Pike
Wexford Dray Halloran Ferris Novak Sallow Winter Ashdown Brandt Corvin Ellery Garland Hask Jessop Kestrel Lorne
Maddox Nettle Orme`,
} as const;
