import { wordsOf } from './words.ts';

/** Words about files and editions. A part of a title that consists of them says nothing about the work. */
const noise = new Set(
  `unabridged unabr unb abridged audiobook audiobooks audio audible aax mp3 mp3s m4b m4a flac aac ogg opus
  kbps kbit vbr cbr khz stereo mono cd cds retail libation inaudible truedecrypt decrypt decrypted lossless
  chaptered chapterized chapterised chapters request requested repost reup remaster remastered rip ripped
  ebook epub pdf english eng vip freeleech fl uk us usa british american dramatized dramatised
  dramatization dramatisation adaptation graphicaudio litrpg gamelit unknown horbuch ungekurzt ungekurzte gekurzt
  gekurzte lesung horspiel audiolibro ljudbok luisterboek anthology kindle hardcover paperback amazon kobo scribd
  hoopla overdrive libby isbn asin onverkort onverkorte vollstandige vollstandig autorenausgabe autorenlesung aniversario anniversaire jubilaumsausgabe uforkortet oavkortad integral integrale integra integro
  lydbok lydbog aanikirja mb gb komplett uploaded upl whispersync`.split(/\s+/),
);
/** Words that stand between those. */
const filler = new Set(
  `a an the book in of for with and by from true full cast single file split original originals edition version
  com co books store play google download exclusive only on studios production recording reading performance graphic light hq new format ready itunes und et live texte version versione die das der ein une la le il el uma den det
  edizione edicion edicao ausgabe fassung uitgave utgave utgava wydanie completa voice`.split(
    /\s+/,
  ),
);
/** "64kbps"; "Warhammer 40k" measures nothing. */
const measure =
  /^(?!40k$)\d+(?:k|kb|kbps|kbit|khz|hz|mb|gb|cd|cds|hr|hrs|min|mins)$|^\d{1,3}h(?:\d\dm?)?$|^(?:97[89])?\d{9}[\dx]$|^b0[a-z0-9]{8}$/;
/** "15 stories complete", "complete audiobook", "third printing" */
const whole =
  /^(?:all )?\d{1,3} (?:stories|poems|essays|letters|tales|chapters|plays),? (?:complete|unabridged)$|^(?:the )?(?:complete|full|whole|entire) (?:audio ?)?(?:book|novel|text|recording|web ?serial|poem)$|^(?:\d{1,2}(?:st|nd|rd|th)|[a-z]{5,10}) printing$|^by the author of .+$|^(?:poems|poetry|essays)$|\bstand-?alone(?: (?:novel|book))?$|^(?:movie|film|tv|netflix) (?:cover|art|artwork|poster)$|^(?:with|incl\.?|including) (?:the |a )?(?:2nd|second|bonus|new) epilogue$/;
const yearOnly =
  /^\(?(?:1[89]|20)\d\d\)?$|^\d{1,3}:\d\d(?::\d\d)?$|^\d{1,3} (?:tracks|discs|disks)$|^c(?:1[89]|20)\d\d$|^stand-?alone$|^(?:(?:part|disc|file) )?1(?: of |\/)1$/;

/** The first word of a text that begins with plain letters. */
const firstWord = /^[a-z0-9]+(?=\s|$)/;
/** What no other text needs to be held against all those below. */
const endsLikeEdition =
  /(?:edition|\bed\.?|version|in|novel|text|translation|cut|expurgated|anniversary)$/;
const editions =
  /(?:^|\b)(?:(?:[\w'’-]+\.? ){0,6}ed(?:ition|\.)?|(?:audible|audio|uk|us|british|american|full|complete|uncut|extended|abridged|unabridged) version|(?:(?:[\w'’-]+ ){0,5}tie[- ]?in)|light novel|(?:an? )?new (?:\w+ )?translation|(?:the )?(?:(?:1[5-9]\d\d|uncensored|original|restored|corrected|unexpurgated) ){1,3}text|(?:\d{1,3}(?:st|nd|rd|th)|\d{1,3}[- ]years?|[a-z-]{2,14}th) anniversary(?: afterword)?|(?:author['’]?s )?preferred text|(?:complete (?:and|&) )?un(?:cut|expurgated))$/;
const numberedEdition = /^(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth) edition$/;
const editionAtEnd =
  /\s+(?:(?:\d{1,3}(?:st|nd|rd|th)|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[a-z]{2,9}t(?:een|ie)th|\d{1,3}[- ]year|second|third)\s+)?(?:anniversary|special|deluxe|revised|updated|expanded|extended|enhanced|illustrated|collector['’]?s|author['’]?s|complete|uncut|definitive|(?:(?:tv|movie|film|media) )?tie-?in)\s+edition$/;

const genre = String.raw`(?:novel|novella|novelette|adventure|thriller|mystery|memoir|(?:true|love|ghost|fairy|war|crime|murder|mystery|detective|horror|vampire|family|survival|adventure|fantasy) (?:story|tale)|romance|saga|fantasy|litrpg|gamelit|isekai|series|epic|apocalypse|fiction|suspense|biography|autobiography|comedy|progression|cultivation|whodunnit|cozy)s?`;
const genericSubtitle = new RegExp(
  String.raw`^an? (?:.* )?${genre}(?: (?:of|in|from|about|for|set|inspired)\b.*)?$|^(?:the )?(?:novel|novella|memoir)$|^(?:the )?(?:\w+ ){0,2}(?:classic|complete|original|bestselling|acclaimed|award-winning) (?:novel|memoir|thriller)$|^(?:the|an?) (?:\w+ ){0,2}classic$|\b(?:book|audiobook|novel|thriller|debut) of the (?:year|month|century)\b|^(?:ein(?:e)? |der |die |un |une |il |en |uma? )?(?:historischer )?(?:[a-z]{3,12}-?)?(?:roman|krimi|thriller|novela|romanzo|romance|erzahlung|novelle)$|^powiesc$|^roman (?:om|uber|sur|sobre) |\b(?:litrpg|gamelit|isekai|xianxia)\b`,
);
const praise =
  /^(?:the )?(?:grand )?(?:prix|premio|premi)\b|\b(?:goncourt|renaudot|premio strega|premio planeta|premio nobel)\b|^\w+ ?(?:publieks)?(?:prijs|preis)$|\b(?:grammy|audie|hugo|nebula|edgar|pulitzer|booker)\b.{0,20}(?:\bwinner\b|\b(?:19|20)\d\d$)|\b(?:winner|(?:short|long)listed|finalist|nominee|nominated)\b.*\b(?:prize|award|medal)s?\b|^starring |^(?:an? )?(?:\w+ ){0,2}(?:performance|reading|recording|narration) by |^(?:an? |the )?(?:prequel|sequel|follow-?up) to |\bbestsell(?:er|ers|ing)\b|\bbook club\b|^the greatest .+ ever (?:told|written|lived)\b|^(?:the )?(?:official )?(?:movie |film )?novelis?z?ation$|\bmajor (?:motion picture|film)\b|\bnetflix\b|\b(?:booker|pulitzer|hugo|nebula|national book) (?:prize|award)|\bfrom the (?:\w+ )?author of\b|\b(?:soon to be an?|inspiration (?:for|behind)|basis (?:for|of)|the book (?:behind|that inspired)|hbo|hulu|disney|apple tv|prime video|showtime|starz)\b|\b(?:tiktok|booktok|oprah'?s|reese'?s)\b|\bnow (?:a|an|on)\b.{0,40}\b(?:film|movie|series|picture|netflix|hbo|tv)\b|\b(?:gripping|unputdownable|addictive|heart-?(?:stopping|breaking|warming)|page-?turn(?:er|ing)|spellbinding|breathtaking|must-read)\b|\bthe most .{3,30} you(?:'| wi)ll (?:ever )?read\b/;

const byCast =
  /^(?:multiple|various|several|different) (?:readers|narrators|voices)$|^(?:an? )?(?:\S+[- ]person )?full[- ]cast(?: (?:production|edition|recording|reading|performance|narration|audiobook))?$/;

/** True when a part of a title tells about the recording, its files or the edition only. */
export function isLabel(part: string): boolean {
  if (numberedEdition.test(part)) return false;
  if (yearOnly.test(part) || byCast.test(part) || whole.test(part)) return true;
  if (endsLikeEdition.test(part) && editions.test(part)) return true;
  const [first = ''] = firstWord.exec(part) ?? [];
  if (first !== '' && !isLabelWord(first)) return false;
  const words = wordsOf(part);
  return words.some((word) => noise.has(word) || measure.test(word)) && words.every(isLabelWord);
}

function isLabelWord(word: string): boolean {
  return noise.has(word) || filler.has(word) || measure.test(word) || /^\d+$/.test(word);
}

/** A subtitle that any book of its kind could have: "A Novel", "A LitRPG Adventure", "Winner of the Booker Prize". */
export function isGenericSubtitle(part: string): boolean {
  const words = part.replace(/[!?.,…]+$/, '');
  return genericSubtitle.test(words) || praise.test(words);
}

const fileLabel =
  /(?:mp3|m4b|m4a|flac|unabridged|unabr|cds?|retail|chapters|repack|re-?upload|freeleech|hours|hrs|\d[mg]b|:\d\d|b0[a-z0-9]{8}|97[89]\d{10}|lydbok|lydbog|ljudbok|luisterboek|ho(?:e)?rbuch|audiolivro|audiolibro|livre audio|\dkb?|kbps)\)?$/;
const fileLabelsAtEnd =
  /(?:[\s._]+(?:19|20)\d\d)?(?:[\s._]+\(?(?:mp3|m4b|m4a|flac|unabridged|unabr|(?:\d{1,2} )?cds?|retail|w\/ chapters|with chapters|repack|re-?upload|freeleech|\d{1,3}(?:[.,]\d)? (?:hours|hrs)|\d+(?:[.,]\d)?[mg]b|\d{1,3}:\d\d(?::\d\d)?|b0[a-z0-9]{8}|97[89]\d{10}|lydbok|lydbog|ljudbok|luisterboek|ho(?:e)?rbuch|audiolivro|audiolibro|livre audio|\d{2,3} ?k(?:bps|b)?|\d\d@\d{2,3}k)\)?)+$/;

/** The title without "… Tenth Anniversary Edition" or a file ending behind it. */
export function withoutEndLabels(title: string): string {
  const bare = fileLabel.test(title) ? title.replace(fileLabelsAtEnd, '') : title;
  const end = /(?:edition|anniversary)$/.exec(bare)?.[0];
  if (end === undefined) return bare;
  return bare.replace(
    end === 'edition' ? editionAtEnd : /, \d{1,3}(?:st|nd|rd|th) anniversary$/,
    '',
  );
}

const explains =
  /^(?:an?|or,?|how|why|what|when|where|who|inside|from|being|my|notes|lessons|essays|memoirs?|stories|including|being|die (?:wahre )?geschichte|l['’]histoire|la historia|the original|the epic|the (?:true|untold|real|complete|definitive|authori[sz]ed|official|extraordinary|incredible|inside|story|life|lives|art|science|power|secrets?|history|rise and fall|autobiography|biography|memoirs?)) /;
/** "Winning the Inner Creative Battle", "Travels in Small-Town America", "And Other Stories", "His Life and Universe" */
const explainsBy =
  /^[a-z]{3,}ing (?:the|an?|your|our|my|in|to|with|from|for|and) (?:\S+ )|^(?:travels?|adventures?|journeys?|confessions|reflections|letters|tales|portraits?|conversations|fables|sketches|thoughts|advice|memories) (?:in|of|from|on|through|with|for) |^and other (?:stories|tales|essays|poems|writings)$|^(?:his|her|their|one) (?:\w+['’]s )?(?:life|story|journey|search|quest|fight)\b|^\w+['’]s (?:incredible|remarkable|amazing|extraordinary|true|epic|untold|fatal) (?:voyage|journey|story|life|expedition|adventure)\b/;
/** "1492 to Present" */
const years = /\b1[0-9]\d\d\b.+\b(?:1[0-9]\d\d|20\d\d|present)\b/;
/** "Tiny Changes, Remarkable Results" */
const list = /^[^,]{4,}, (?:and )?[^,]{4,}$/;
const wordsOfList = 4;
const explanation =
  /^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen) (?:novellas|novels|stories)$|\b(?:history|memoir|biography|autobiography|true story|story of|introduction to|guide to|essays|second edition|third edition|\d(?:nd|rd|th) edition)\b/;
const wordsOfExplanation = 6;
/** "The Story Continues" */
const goesOn =
  /\b(?:sequel|prequel|continu(?:es|ed|ation|ing)|years later|next (?:chapter|generation))\b/;
/** Another text by the name of the book. */
const another =
  /\b(?:your|my|guided) (?:journal|diary|planner)\b|^(?:an?|the) (?:[\w'’-]+ ){0,3}(?:homage|tribute|study|musical|podcast|documentary|course|conversation|interview|journal|performance|experience|play|drama|critique|variation|retelling|lecture)s?\b|^an? critical (?:look|reading|view)\b|^an? (?:[\w'’-]+ )+(?:story|tale)s?$/;

/** True for a subtitle that explains its book, as those of non-fiction do, instead of naming another volume. */
export function isExplanation(part: string): boolean {
  if (another.test(part) || goesOn.test(part)) return false;
  const words = part.split(' ').length;
  if (words >= wordsOfExplanation || (words >= wordsOfList && list.test(part))) return true;
  return [explains, explainsBy, explanation, years].some((way) => way.test(part));
}
