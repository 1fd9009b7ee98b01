import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exitOver } from './exit.ts';
import { environmentExample, generatedSections, replaceSection } from './reference.ts';

const root = path.resolve(import.meta.dirname, '..');

/** `npm run docs`: writes the generated parts of the documentation. */
async function writeDocs(): Promise<void> {
  writeFileSync(path.join(root, '.env.example'), environmentExample());
  for (const { file, name, content } of await generatedSections()) {
    const target = path.join(root, file);
    writeFileSync(target, replaceSection(readFileSync(target, 'utf8'), name, content));
  }
}

writeDocs().catch(exitOver);
