import type { NovelForm } from "./form-checks.ts";

/** Premises to begin with, one after another. */
export const examplePremises: readonly Partial<NovelForm>[] = [
  {
    title: "The Salt Ledger",
    premise:
      "When the lighthouse keeper of Skerrow drowns in a dead calm, his estranged daughter Ines comes home to settle his affairs and finds a ledger in which he recorded, for thirty years, every ship that never arrived. The last entry is dated next Thursday. With the harbour master lying to her and the island’s only doctor afraid to speak, Ines has six days to learn who keeps the sea hungry.",
    genre: "Mystery",
    subgenre: "Gothic",
    targetWordCount: "24000",
    targetChapters: "12",
  },
  {
    title: "A Gardener of Small Moons",
    premise:
      "Teodora Vance tends the oxygen gardens of Hallow Station, a mining outpost that its company has quietly stopped paying for. When the relief ship turns out to carry auditors instead of food, she must persuade two hundred quarrelling miners to become a town before the lights go out, and decide what to do about the boy who hid among her tomatoes.",
    genre: "Science fiction",
    subgenre: "Hopeful",
    targetWordCount: "20000",
    targetChapters: "10",
  },
  {
    title: "The Cartographer’s Apology",
    premise:
      "In the river city of Orsolo, maps come true: what a sworn cartographer draws, the land becomes. Old Maestro Bellandi once drew a valley out of existence to end a war, and his apprentice Liuba was born there. Now she is asked to ink the border of a new empire, and for the first time in her life she holds the pen.",
    genre: "Fantasy",
    subgenre: "",
    targetWordCount: "30000",
    targetChapters: "15",
  },
  {
    title: "Late Trains to Marienbrück",
    premise:
      "Two strangers, a retired stationmaster and a piano tuner who has just left her husband, are stranded by snow in a border railway hotel in the winter of 1958. Each has been writing letters to someone who never answered. Over five nights, with the cook as their reluctant postman, they discover that they have been writing to each other.",
    genre: "Romance",
    subgenre: "Historical",
    targetWordCount: "12000",
    targetChapters: "6",
  },
];
