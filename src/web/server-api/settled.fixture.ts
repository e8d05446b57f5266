/** Resolves when what is settled already has called back, as far as it goes. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve);
  });
}
