/** English given names with their short and other forms. */
const families = `
  abraham bram abe|alexander alex alexandre|alfred alf|andrew andy drew|anthony tony|arthur art|barbara barb
  benjamin ben benny|charles charlie chuck carl|christina christine chris tina|christopher chris kit
  daniel dan danny|david dave|deborah debbie deb|donald don|dorothy dot dottie|edward ed eddie ted ned
  eleanor ellie nell nora|elizabeth liz beth betty lizzie eliza elisabeth|eugene gene|francis frank
  frederick fred freddie|fyodor fedor feodor|gerald gerry jerry|gregory greg|harold harry hal|henry hank harry
  jacob jake|james jim jimmy jamie|jennifer jen jenny|jeffrey jeff geoffrey geoff|john jack johnny jon|joseph joe joey
  jonathan jon|josephine jo|joshua josh|judith judy|katherine kate kathy katie catherine kathryn kathleen cathy
  kenneth ken kenny|lawrence larry laurence|leo lev leon lew|leonard len lenny|louis lou lewis|margaret maggie meg peggy margo
  martha marty|matthew mathew matt|michael mike mick mickey|mikhail michail|nathaniel nathan nate|nicholas nick nikolai
  nora honora|oliver ollie|pamela pam|patricia pat patty tricia|patrick pat paddy|peter pete|philip phil phillip
  rebecca becky becca|richard rick dick rich ricky|robert bob rob bobby bert|ronald ron ronnie|samuel sam|samantha sam
  stephen steve steven|susan sue suzanne susie|theodore ted theo|theresa terry teresa tess|terence terry|thomas tom tommy
  timothy tim|valerie val|veronica ronnie|victoria vicky tori|victor vic viktor|vincent vince|virginia ginny|walter walt
  william bill will billy liam|zachary zach zack|raymond ray|douglas doug|russell russ|stanley stan|clifford cliff
  maxwell max maximilian|amanda mandy|jessica jess jessie|abigail abby|gabriel gabe|gabrielle gabby|sarah sally sara sadie
  mary molly polly|anne ann nancy annie|natalie nat|rosemary rose rosie|leslie les|louise lou|julia julie|dominic dom
  cynthia cindy|constance connie|bradley brad|augustus gus|archibald archie|arnold arnie|herbert herb|howard howie
  isaac ike|janet jan|joanna jo joanne|melissa mel|melanie mel|mitchell mitch|norman norm|roderick rod|rodney rod
  rosalind roz|rudolph rudy|sebastian seb|sidney sid|solomon sol|stewart stu stuart|vernon vern|wallace wally
  wesley wes|albert al bert|alan al allan allen|fredrik frederick frederic|neal neil niall|paulo paolo|fyodor fiodor
  ernest ernie|harriet hattie|edmund ed ned|edwin ed eddie|frances fran|gilbert gil|jerome jerry|jeremiah jerry
  marjorie marge|maurice morrie|penelope penny|randall randy|reginald reg reggie|sophia sophie|tobias toby|wilfred wilf
  caroline carrie|cassandra cass cassie|cameron cam|dominic nick|elijah eli|gillian gill|gwendolyn gwen|isabella bella
  jacqueline jackie|kimberly kim|nicola nicky|valentine val|winifred winnie|emmanuel manny|quentin quint|tamara tammy
  ian iain|carl karl|nicolas nikolas nicholas|christian kristian|katrina catrina|alexei alexey aleksei|sergei sergey|yuri yury|josef joseph|sara sarah|kristin kristen kristine|madeline madeleine|susanna susannah suzanna
  margret margaret|isobel isabel|carolyn caroline|aron aaron|bryan brian|rachael rachel|catharine catherine
  alister alistair alastair alasdair|graeme graham|shaun sean shawn|vivian vivien|marion marian|lynn lynne
  elliott eliot elliot|tamsyn tamsin|katheryn kathryn|stephanie stephenie|erik eric|marc mark|jon john|lev leo|evgeny eugene gene`;
/** Common ones without a short form. */
const others = `
  connor conor declan fergus gareth glyn hamish hugo jude lachlan lionel lorenzo magnus marcel marcus meryl mohammed murray
  niamh oscar otto owain percy quinn reece rhys rory roland rufus sandy saul sigrid siobhan spencer sven tariq tristan ursula
  vaughan warren xavier yvette zara anton bridget cathleen christine damien desmond dorothea edna elise emilio enid esme
  ezra fabian faye francine freya greer gustav ida inga jocelyn kai lorna luca maeve maggie mara matilda mina nell noelle
  aaron adam adele adjoa aidan alice alison amy angela anna audra barry benedict bernadette brian bronson bruce
  carey caroline cassandra claire clive colin craig dean derek diana dick dion dylan edoardo elijah emilia emily
  emma eric erin euan ewan fiona gary george gillian grover guy hannah heather helen hope hugh humphrey ian ilyana
  imogen ivan jack jane jason jay jayne jeremy jesse joel julia juliet karen keith kevin kirsten kyle lance laura
  lauren linda lisa lorna luke lynn marc maria marin martin meryl miriam moira morgan nadia nigel noah orlagh owen
  paul penelope piper rachel ralph ramon ray rebecca rene robin roger rosamund rupert roy ruth ryan saskia scarlett scott
  sean seth shane sheila simon sneha sophie stefan stella steven sylvia tavia thandiwe tim toby todd travis tyler
  vikas vivienne wanda wil xe yvonne zachary adjoa adrian ari ariel ashley bahni bernard bianca brendan brittany
  carla cecilia charlton chloe christian claudia damian dana darren davina dennis diane dominique donna dwight edith
  elaine ella ellen erica ernest esther eva evan evelyn fajer felicity feodor finty florence francesca gerard gideon
  gildart gina ginger grace graham greta guillermo gwen harriet harvey hayward hillary hilary homer hope hector ingrid
  ioan irene iris isabel isabella jared jasmine jefferson jill jodie jorjeana joyce juan juliet julian karissa kathe
  kelly kerry khristine kimberly kirby kobna kristen kristin kyla leah leila lena leslie lily lindsay lisette lloyd
  lorelei lucas lucy lydia mackenzie macleod malcolm marcia marguerite mariah marie mario marisa martina maureen max
  mhairi mia michelle miguel miles millie minnie miranda mozhan muriel nadine naomi natasha neville nicola nicole nina
  noel noelle olivia pablo pam paula pauline perdita petra phoebe prentice priya quincy rafael ramon ramona renee
  ricardo roger ronan rosa rosalyn rosamund ross rowan ruby russell sandra sanjeev santino saskia shannon sharon shaun
  shelby shiromi sienna simone soneela sophia stacy sunil sura susannah suzy tamsin tania tanya tara tatiana thandie
  therese tiffany tina todd tom toni tracy trevor ulf una vanessa viola vivian wayne yara zilpha zoe`;

const groups = families
  .split(/[|\n]/)
  .map((line) => line.trim().split(/\s+/))
  .filter((names) => names.length > 1);
const givenOnly = new Set(others.trim().split(/\s+/));
const groupsOf = new Map<string, Set<number>>();
for (const [index, names] of groups.entries()) {
  for (const name of names) groupsOf.set(name, (groupsOf.get(name) ?? new Set()).add(index));
}

/** True for a common English given name, in full or shortened. */
export function isGivenName(word: string): boolean {
  return groupsOf.has(word) || givenOnly.has(word);
}

/** True for "becky" and "rebecca", "bill" and "william". */
export function isNickname(a: string, b: string): boolean {
  const others = groupsOf.get(b);
  return a !== b && [...(groupsOf.get(a) ?? [])].some((group) => others?.has(group));
}
