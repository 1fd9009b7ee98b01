/** A page of the site whose text says what members and their programs may do. */
export type RulePage = {
  path: string;
  /** Also the name of its file in RULES_DIR, with any ending. */
  name: string;
  label: string;
  /** Boards and notes change every day; the others are what must be read. */
  isBinding: boolean;
};

export const rulePages: readonly RulePage[] = [
  { path: '/rules.php', name: 'rules', label: 'Rules', isBinding: true },
  { path: '/faq.php', name: 'faq', label: 'FAQ', isBinding: true },
  { path: '/f/b/18', name: 'f-b-18', label: 'Feature requests board', isBinding: false },
  { path: '/f/b/78', name: 'f-b-78', label: 'Bug reports board', isBinding: false },
  { path: '/guides/', name: 'guides', label: 'Guides', isBinding: true },
  { path: '/updateNotes.php', name: 'updateNotes', label: 'Update notes', isBinding: false },
  { path: '/api/list.php', name: 'api-list', label: 'API list', isBinding: true },
];

/** The page a person means: its path, address, name or label; null when it is none of the seven. */
export function findRulePage(text: string): RulePage | null {
  const wanted = fold(text.trim().replace(/^https?:\/\/[^/]+/i, ''));
  if (wanted === '') return null;
  const forms = ({ path, name, label }: RulePage) => [path, name, label].map(fold);
  return rulePages.find((page) => forms(page).includes(wanted)) ?? null;
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/\.(?:php|html?|txt|md)$/, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}
