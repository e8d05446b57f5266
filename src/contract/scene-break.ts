/** The line that stands between two scenes of a chapter's text, with a blank line on either side. */
export const sceneBreak = "* * *";
