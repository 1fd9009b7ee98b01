import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { promises } = fs;
const real = {
  mkdir: promises.mkdir,
  link: promises.link,
  rename: promises.rename,
  rm: promises.rm,
};
type Name = keyof typeof real;
type Code = 'EXDEV' | 'ENOSPC' | 'EACCES' | 'EROFS';

/** Lets a change of the disk fail as often as it is tried while `work` runs, where the last path it names fits. */
export async function withFault<T>(
  fault: { name: Name; path: (path: string) => boolean; code: Code },
  work: () => Promise<T>,
): Promise<T> {
  const { name, code } = fault;
  const call = real[name] as (...given: unknown[]) => Promise<unknown>;
  const failing = async (...given: unknown[]) => {
    const last = given.filter((one) => typeof one === 'string').at(-1) ?? '';
    if (!fault.path(last)) return await call(...given);
    throw Object.assign(new Error(`${code}: ${name} '${last}'`), { code });
  };
  Object.assign(promises, { [name]: failing });
  syncBuiltinESMExports();
  try {
    return await work();
  } finally {
    Object.assign(promises, { [name]: call });
    syncBuiltinESMExports();
  }
}
