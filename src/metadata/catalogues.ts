import type { Services } from '../services.ts';
import { inOrder } from './chain.ts';
import type { MetadataProvider } from './provider.ts';
import { audibleProvider } from './providers/audible.ts';
import { audnexusProvider } from './providers/audnexus.ts';
import { customProvider } from './providers/custom.ts';
import { googleBooksProvider } from './providers/google-books.ts';
import { hardcoverProvider } from './providers/hardcover.ts';
import { itunesProvider } from './providers/itunes.ts';
import { openLibraryProvider } from './providers/open-library.ts';

export type ProviderServices = Pick<Services, 'config' | 'audible' | 'hardcover' | 'catalogues'>;

/** Everybody who may be asked about a book, in the order they are asked. */
export function providersOf(services: ProviderServices): MetadataProvider[] {
  const { audible, hardcover, catalogues, config } = services;
  const all = [
    ...catalogues.custom.map(customProvider),
    audnexusProvider(catalogues.audnexus),
    audibleProvider(audible),
    ...(hardcover ? [hardcoverProvider(hardcover)] : []),
    googleBooksProvider(catalogues.googleBooks),
    itunesProvider(catalogues.itunes),
    openLibraryProvider(catalogues.openLibrary),
  ];
  return inOrder(all, config.settings.METADATA_SOURCES);
}
