/** A signal that acts when it is looked at for the nth time: placing looks at it before every step. */
export function signalAtStep(
  step: number,
  act: (controller: AbortController) => void,
): AbortSignal {
  const controller = new AbortController();
  const { signal } = controller;
  let looks = 0;
  signal.throwIfAborted = () => {
    looks += 1;
    if (looks === step) act(controller);
    AbortSignal.prototype.throwIfAborted.call(signal);
  };
  return signal;
}
