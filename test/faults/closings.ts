/** What a stage of the tests asks for, where no test run brings it: whatever was opened is closed, the last first. */
export function createClosings() {
  const closings: (() => unknown)[] = [];
  return {
    context: {
      onTestFinished: (closing: () => unknown) => void closings.push(closing),
    },
    close: async () => {
      for (const close of closings.splice(0).reverse()) await close();
    },
  };
}
