type Read = {
  /** How the program itself fails, whatever the file; null while it works. */
  brokenProgram: string | null;
  headerSeconds: number | null;
  errorCount: number;
  firstError: string | null;
  isLocked: boolean;
};

const longestError = 200;
/** A cover that cannot be read takes nothing from the sound. */
const ofPicture = /^\[(?:mjpeg|png|bmp|gif|webp|image2)\b/;
const locked = /^\[info\] +Stream #0:\d.* Audio: .*\((?:drms|drmi|aavd) /;
/** A build that lacks what it takes, or a version that does not know our options. */
const lacking =
  /Unrecognized option|Option .*not found|Unknown (?:de|en)coder|(?:de|en)coder .*not found|Unknown input format|No such filter/i;
const duration = /^\[info\] +Duration: (\d+):(\d\d):(\d\d\.\d+)/;

/** Takes the log of ffmpeg line by line and keeps what it says about the file, however long it gets. */
export function readLog(): { add: (line: string) => void; read: () => Read } {
  const read: Read = {
    brokenProgram: null,
    headerSeconds: null,
    errorCount: 0,
    firstError: null,
    isLocked: false,
  };
  let isFfmpeg = false;
  let firstLine: string | null = null;
  let isEstimated = false;

  function add(line: string): void {
    if (line.includes('Estimating duration from bitrate')) isEstimated = true;
    if (locked.test(line)) read.isLocked = true;
    const [, h, m, s] = duration.exec(line) ?? [];
    if (s !== undefined) read.headerSeconds ??= Number(h) * 3600 + Number(m) * 60 + Number(s);
    firstLine ??= line.slice(0, longestError);
    if (/^(?:\[.* @ .*\] )?\[(?:info|warning|error|fatal|panic)\] /.test(line)) isFfmpeg = true;
    const error = /\[(?:error|fatal|panic)\] (.*)/.exec(line)?.[1];
    if (error === undefined || ofPicture.test(line)) return;
    if (lacking.test(error)) read.brokenProgram ??= error.slice(0, longestError);
    read.errorCount += 1;
    read.firstError ??= error.slice(0, longestError);
  }

  return {
    add,
    read: () => ({
      ...read,
      headerSeconds: isEstimated ? null : read.headerSeconds,
      brokenProgram: isFfmpeg ? read.brokenProgram : firstLine,
    }),
  };
}
