/** The audiobook categories of the site by number, under the names the site gives them. */
export const audiobookCategories: ReadonlyMap<number, string> = new Map([
  [39, 'Action/Adventure'],
  [49, 'Art'],
  [50, 'Biographical'],
  [83, 'Business'],
  [51, 'Computer/Internet'],
  [97, 'Crafts'],
  [40, 'Crime/Thriller'],
  [41, 'Fantasy'],
  [106, 'Food'],
  [42, 'General Fiction'],
  [52, 'General Non-Fic'],
  [98, 'Historical Fiction'],
  [54, 'History'],
  [55, 'Home/Garden'],
  [43, 'Horror'],
  [99, 'Humor'],
  [84, 'Instructional'],
  [44, 'Juvenile'],
  [56, 'Language'],
  [45, 'Literary Classics'],
  [57, 'Math/Science/Tech'],
  [85, 'Medical'],
  [87, 'Mystery'],
  [119, 'Nature'],
  [88, 'Philosophy'],
  [58, 'Pol/Soc/Relig'],
  [59, 'Recreation'],
  [46, 'Romance'],
  [47, 'Science Fiction'],
  [53, 'Self-Help'],
  [89, 'Travel/Adventure'],
  [100, 'True Crime'],
  [108, 'Urban Fantasy'],
  [48, 'Western'],
  [111, 'Young Adult'],
]);

const audiobookLabel = /^audiobooks\s*-\s*/i;

/** "Audiobooks - Fantasy" → "Fantasy"; null for a name that is none of an audiobook category. */
export function audiobookName(name: string): string | null {
  return audiobookLabel.test(name) ? name.replace(audiobookLabel, '') : null;
}
