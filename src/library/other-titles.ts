import { foldWords } from './text.ts';

/** Books of one author sold under several English titles, mostly one in Britain and one in America. */
const titles = `
  Harry Potter and the Philosopher's Stone|Harry Potter and the Sorcerer's Stone|The Philosopher's Stone|The Sorcerer's Stone
  Northern Lights|The Golden Compass
  Rivers of London|Midnight Riot
  Cross Stitch|Outlander
  Temeraire|His Majesty's Dragon
  Captain Corelli's Mandolin|Corelli's Mandolin
  Miss Smilla's Feeling for Snow|Smilla's Sense of Snow
  If This Is a Man|Survival in Auschwitz
  The Truce|The Reawakening
  Schindler's Ark|Schindler's List
  Peter and Wendy|Peter Pan|Peter Pan and Wendy
  Alice's Adventures in Wonderland|Alice in Wonderland
  The Wonderful Wizard of Oz|The Wizard of Oz
  Nineteen Eighty-Four|1984
  The Hunchback of Notre-Dame|Notre-Dame de Paris|The Hunchback of Notre Dame
  The Strange Case of Dr Jekyll and Mr Hyde|Dr Jekyll and Mr Hyde
  The Outsider|The Stranger
  Remembrance of Things Past|In Search of Lost Time
  Demons|The Devils|The Possessed
  The Stars My Destination|Tiger! Tiger!
  The Body Snatchers|Invasion of the Body Snatchers
  The 7 1/2 Deaths of Evelyn Hardcastle|The Seven Deaths of Evelyn Hardcastle|The 7.5 Deaths of Evelyn Hardcastle
  And Then There Were None|Ten Little Indians
  Murder on the Orient Express|Murder in the Calais Coach
  Lord Edgware Dies|Thirteen at Dinner
  Three Act Tragedy|Murder in Three Acts
  Death in the Clouds|Death in the Air
  The ABC Murders|The Alphabet Murders
  Dumb Witness|Poirot Loses a Client
  Hercule Poirot's Christmas|Murder for Christmas|A Holiday for Murder
  One, Two, Buckle My Shoe|The Patriotic Murders|An Overdose of Death
  Five Little Pigs|Murder in Retrospect
  The Hollow|Murder After Hours
  Taken at the Flood|There Is a Tide
  Mrs McGinty's Dead|Blood Will Tell
  After the Funeral|Funerals Are Fatal
  Hickory Dickory Dock|Hickory Dickory Death
  The Thirteen Problems|The Tuesday Club Murders
  4.50 from Paddington|What Mrs McGillicuddy Saw
  They Do It with Mirrors|Murder with Mirrors
  The Mirror Crack'd from Side to Side|The Mirror Crack'd
  The Sittaford Mystery|The Murder at Hazelmoor
  Why Didn't They Ask Evans|The Boomerang Clue
  Murder Is Easy|Easy to Kill
  Sparkling Cyanide|Remembered Death
  Destination Unknown|So Many Steps to Death
  The Brothers Karamazov|The Karamazov Brothers
  Rita Hayworth and Shawshank Redemption|The Shawshank Redemption
  Do Androids Dream of Electric Sheep|Blade Runner
  The Warded Man|The Painted Man
  The Sun Also Rises|Fiesta
  Don Quixote|Don Quijote
  Jar City|Tainted Blood
  Skulduggery Pleasant|Scepter of the Ancients
  Journey to the Center of the Earth|Journey to the Interior of the Earth
  Around the World in Eighty Days|Around the World in 80 Days|Round the World in Eighty Days
  Twenty Thousand Leagues Under the Sea|Twenty Thousand Leagues Under the Seas
  The Sign of the Four|The Sign of Four
  Through the Looking-Glass|Alice Through the Looking-Glass|Through the Looking-Glass and What Alice Found There
  In a Sunburned Country|Down Under
  Notes from a Big Country|I'm a Stranger Here Myself
  The Guns of August|August 1914
  Berlin: The Downfall 1945|The Fall of Berlin 1945
  Arnhem|The Battle of Arnhem
  All Hell Let Loose|Inferno
  Nemesis|Retribution
  Finest Years|Winston's War
  SAS: Rogue Heroes|Rogue Heroes
  Colditz|Prisoners of the Castle
  Fermat's Last Theorem|Fermat's Enigma
  Six Feet Over|Spook
  Elizabeth the Queen|The Life of Elizabeth I
  Children of England|The Children of Henry VIII
  The Six Wives of Henry VIII|The Wives of Henry VIII
  The Gunpowder Plot|Faith and Treason
  The Cost of Discipleship|Discipleship
  The Life-Changing Magic of Tidying Up|The Life-Changing Magic of Tidying
  The Diary of a Young Girl|The Diary of Anne Frank|Anne Frank: The Diary of a Young Girl
  The Keeper of Lost Causes|Mercy
  The Absent One|Disgrace
  A Conspiracy of Faith|Redemption
  The Purity of Vengeance|Guilt
  The Marco Effect|Buried
  A Fatal Grace|Dead Cold
  A Rule Against Murder|The Murder Stone
  Running Blind|The Visitor
  Genesis|Undone
  Skin Privilege|Beyond Reach
  The Killing Place|Ice Cold
  Keeping the Dead|The Keepsake
  Tokyo|The Devil of Nanking
  Calling Out for You|The Indian Bride
  Dry Bones That Dream|Final Account
  Dead Right|Blood at the Root
  The Summer That Never Was|Close to Home
  The Death of Dalziel|Death Comes for the Fat Man
  A Cure for All Diseases|The Price of Butcher's Meat
  The Dawson Pedigree|Unnatural Death
  The Five Red Herrings|Suspicious Characters
  Surfeit of Lampreys|Death of a Peer
  Swing, Brother, Swing|A Wreath for Rivera
  Opening Night|Night at the Vulcan
  Off with His Head|Death of a Fool
  The Man in the Queue|Killer in the Crowd
  The Price of Salt|Carol
  The Apple Tree|The Birds and Other Stories
  Not After Midnight|Don't Look Now and Other Stories
  Joy in the Morning|Jeeves in the Morning
  Right Ho, Jeeves|Brinkley Manor
  Jeeves and the Feudal Spirit|Bertie Wooster Sees It Through
  Aunts Aren't Gentlemen|The Cat-Nappers
  Much Obliged, Jeeves|Jeeves and the Tie That Binds
  Ring for Jeeves|The Return of Jeeves
  Jeeves in the Offing|How Right You Are, Jeeves
  Storm Island|Eye of the Needle
  The Last Frontier|The Secret Ways
  Mayday|The Mediterranean Caper
  A Town Like Alice|The Legacy
  The Happy Return|Beat to Quarters
  The Commodore|Commodore Hornblower
  Clarissa Oakes|The Truelove
  Ross Poldark|The Renegade
  Lustrum|Conspirata
  Harlequin|The Archer's Tale
  Azincourt|Agincourt
  Wolf of the Plains|Genghis: Birth of an Empire
  Lords of the Bow|Genghis: Lords of the Bow
  Bones of the Hills|Genghis: Bones of the Hills
  Dublin|The Princes of Ireland
  Ireland: Awakening|The Rebels of Ireland
  The Secret Dreamworld of a Shopaholic|Confessions of a Shopaholic
  Shopaholic Abroad|Shopaholic Takes Manhattan
  The Spook's Apprentice|Revenge of the Witch
  The Spook's Curse|Curse of the Bane
  The Spook's Secret|Night of the Soul Stealer
  The Spook's Battle|Attack of the Fiend
  The Spook's Mistake|Wrath of the Bloodeye
  Perelandra|Voyage to Venus
  The Chrysalids|Re-Birth
  The Kraken Wakes|Out of the Deeps
  The Midwich Cuckoos|Village of the Damned
  The Martian Chronicles|The Silver Locusts
  Player Piano|Utopia 14
  The Stars, Like Dust|The Rebellious Stars
  Make Room! Make Room!|Soylent Green
  Planet of the Apes|Monkey Planet
  The Bridge over the River Kwai|The Bridge on the River Kwai
  Wolf in Shadow|The Jerusalem Man
  The Tower of Swallows|The Tower of the Swallow
  Notes from Underground|Notes from the Underground|Letters from the Underworld
  Humiliated and Insulted|The Insulted and the Injured
  The House of the Dead|Memoirs from the House of the Dead
  Dangerous Liaisons|Les Liaisons Dangereuses
  The Wealth of Nations|An Inquiry into the Nature and Causes of the Wealth of Nations
  The Good Soldier Svejk|The Fateful Adventures of the Good Soldier Svejk During the World War|The Good Soldier Schweik
  On the Origin of Species|The Origin of Species
  The Adventures of Tom Sawyer|Tom Sawyer
  The Adventures of Huckleberry Finn|Adventures of Huckleberry Finn|Huckleberry Finn
  Robinson Crusoe|The Life and Strange Surprising Adventures of Robinson Crusoe|The Adventures of Robinson Crusoe
  David Copperfield|The Personal History of David Copperfield
  Nicholas Nickleby|The Life and Adventures of Nicholas Nickleby
  Martin Chuzzlewit|The Life and Adventures of Martin Chuzzlewit
  The Pickwick Papers|The Posthumous Papers of the Pickwick Club
  Tristram Shandy|The Life and Opinions of Tristram Shandy, Gentleman
  Tom Jones|The History of Tom Jones, a Foundling
  Moll Flanders|The Fortunes and Misfortunes of the Famous Moll Flanders
  Pinocchio|The Adventures of Pinocchio
  The Decline and Fall of the Roman Empire|The History of the Decline and Fall of the Roman Empire
  The Peloponnesian War|The History of the Peloponnesian War
  Meditations|The Meditations of Marcus Aurelius|The Meditations of the Emperor Marcus Aurelius
  Inferno|Dante's Inferno|The Inferno of Dante
  Fathers and Sons|Fathers and Children
  Amerika|The Man Who Disappeared
  The Glass Bead Game|Magister Ludi
  Chess Story|The Royal Game
  L'Assommoir|The Drinking Den
  Within a Budding Grove|In the Shadow of Young Girls in Flower
  Cities of the Plain|Sodom and Gomorrah
  The Captive|The Prisoner
  The Sweet Cheat Gone|The Fugitive
  Swann's Way|The Way by Swann's
`;

const groupOf = new Map<string, number>();
for (const [index, line] of titles.trim().split('\n').entries()) {
  for (const title of line.split('|')) groupOf.set(foldWords(title), index);
}

/** True when folded titles are known to name one book, if the author is the same. */
export function areOneBook(a: readonly string[], b: readonly string[]): boolean {
  const groups = new Set(a.flatMap((title) => groupOf.get(title) ?? []));
  return b.some((title) => groups.has(groupOf.get(title) ?? -1));
}
