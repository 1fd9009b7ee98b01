import { enableCompileCache } from 'node:module';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../node_modules/.cache/shelfwarden');

/**
 * Lets Node keep what it makes of the sources, which spares a later start a third of its work. It lies
 * beside the libraries, where nobody can write who cannot change the program; where that is nobody,
 * nothing is kept. Only what is imported afterwards counts: a file's static imports come before its code.
 */
export function keepCompiled() {
  enableCompileCache(folder);
}
