import { foldName } from './person.ts';

/** People who publish under several names; the same book is sold under either. */
const names = `
  James S. A. Corey|Daniel Abraham|Ty Franck
  Robert Galbraith|J. K. Rowling
  Richard Bachman|Stephen King
  J. D. Robb|Nora Roberts
  Barbara Vine|Ruth Rendell
  Mary Westmacott|Agatha Christie
  Eric Blair|George Orwell
  Samuel Clemens|Mark Twain
  Charles Dodgson|Lewis Carroll
  Currer Bell|Charlotte Brontë
  Ellis Bell|Emily Brontë
  Acton Bell|Anne Brontë
  Mary Ann Evans|George Eliot
  Megan Lindholm|Robin Hobb
  Iain M. Banks|Iain Banks
  Mira Grant|Seanan McGuire
  T. Kingfisher|Ursula Vernon
  K. J. Parker|Tom Holt
  Lemony Snicket|Daniel Handler
  David Cornwell|John le Carré
  John G. Hemry|Jack Campbell
  Evan Hunter|Ed McBain
  Salvatore Lombino|Ed McBain
  Edith Pargeter|Ellis Peters
  Elizabeth Peters|Barbara Michaels|Barbara Mertz
  Victoria Holt|Jean Plaidy|Philippa Carr
  A. N. Roquelaure|Anne Rice
  James Alfred Wight|James Herriot
  H. H. Munro|Saki
  William Sydney Porter|O. Henry
  Karen Blixen|Isak Dinesen
  Theodor Geisel|Dr. Seuss
  James D. Grant|Lee Child
  Shirtaloon|Travis Deverell|Jason Cheyne
  Robert Markham|Kingsley Amis
  Ariana Franklin|Diana Norman
  Nicci French|Nicci Gerrard|Sean French
  Lewis Padgett|Henry Kuttner|C. L. Moore
  Ilona Andrews|Ilona Gordon|Andrew Gordon
  Lars Kepler|Alexander Ahndoril|Alexandra Coelho Ahndoril
  Erin Hunter|Kate Cary|Cherith Baldry|Victoria Holmes
  P. J. Tracy|Traci Lambrecht|Patricia Lambrecht
  Charles Todd|Caroline Todd
  Ellery Queen|Frederic Dannay|Manfred B. Lee
  Christina Lauren|Christina Hobbs|Lauren Billings
  Jack Kilborn|J. A. Konrath
  M. R. Carey|Mike Carey
  Claire North|Catherine Webb|Kate Griffin
  J. Gregory Keyes|Greg Keyes
  TheFirstDefier|J. F. Brink
  nobody103|Domagoj Kurmaic
  Wildbow|John C. McCrae
  Sunzi|Sun Tzu
`;

const groupsOf = new Map<string, Set<number>>();
for (const [index, line] of names.trim().split('\n').entries()) {
  for (const name of line.split('|')) {
    const folded = foldName(name);
    groupsOf.set(folded, (groupsOf.get(folded) ?? new Set()).add(index));
  }
}

/** True when two folded names are known to be those of one writer, or of a pair and one of the two. */
export function isPenName(a: string, b: string): boolean {
  const groups = groupsOf.get(b);
  return groups !== undefined && [...(groupsOf.get(a) ?? [])].some((group) => groups.has(group));
}
