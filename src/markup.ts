import { createRequire } from 'node:module';
import type * as cheerio from 'cheerio/slim';

type Load = typeof cheerio.load;

const require = createRequire(import.meta.url);

/** Reads HTML or XML. The parser has sixty files, so it is loaded when there is something to read. */
export const parseMarkup: Load = (...given) =>
  (require('cheerio/slim') as typeof cheerio).load(...given);
