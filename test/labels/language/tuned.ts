/** The utterances the rules were made by; see `label.ts` for the form. */
export const tuned = `
what's missing from Discworld? => gaps series=Discworld
what am I missing => gaps
which Discworld books don't I have => gaps series=Discworld
which books of the Wheel of Time are missing => gaps series="The Wheel of Time"
do I have any gaps in the Expanse => gaps series="The Expanse"
missing books by Ursula Le Guin => gaps author="Ursula K. Le Guin"
what haven't I got by Agatha Christie => gaps author="Agatha Christie"
list all gaps => gaps
gaps in Barsoom => gaps series=Barsoom
what do we lack in the Culture series => gaps series=Culture
is anything missing in Red Rising? => gaps series="Red Rising Saga"
which of the Dresden Files do I still need => gaps series="The Dresden Files"
give me the missing books as json => gaps format=json
export all missing books to csv => gaps format=csv
show hidden books => gaps state=hidden
which missing books are you not sure about => gaps state=unsure
which gaps are wanted => gaps state=wanted
whats missing from the Stormlight series please => gaps series="The Stormlight Archive"
show me the holes in my Murderbot collection => gaps series="The Murderbot Diaries"
what's missing from Malazan => gaps series=Malazan
list my series => series
which series do I have? => series
show series with missing books => series show=gaps
which series are complete => series show=complete
how complete is Discworld => series series=Discworld show=any
do I have all of Mistborn? => series series=Mistborn show=any
how far am I with the Wheel of Time => series series="The Wheel of Time" show=any
follow Discworld => series series=Discworld monitor=all
monitor the series Barsoom => series series=Barsoom monitor=all
I want all of the Expanse => series series="The Expanse" monitor=all
stop following the Dresden Files => series series="The Dresden Files" monitor=none
leave Culture alone => series series=Culture monitor=none
only future books of Red Rising please => series series="Red Rising Saga" monitor=future
complete my Mistborn => series series=Mistborn monitor=all
list my authors => authors
which authors have gaps => authors show=gaps
how complete is Terry Pratchett => authors author="Terry Pratchett"
do I have everything by Neil Gaiman => authors author="Neil Gaiman"
follow Martha Wells => authors author="Martha Wells" monitor=all
get everything by Jemisin => authors author="N. K. Jemisin" monitor=all
don't follow Jim Butcher any more => authors author="Jim Butcher" monitor=none
only future books by Pierce Brown => authors author="Pierce Brown" monitor=future
do I own American Gods => book "American Gods"
do we already have The Colour of Magic => book "The Colour of Magic"
is Ozma of Oz in our library? => book "Ozma of Oz"
who reads The Final Empire => book "The Final Empire"
how long is Storm Front => book "Storm Front"
tell me about the book Small Gods => book "Small Gods"
what do I have by Neil Gaiman => book "Neil Gaiman"
have we got Dune => book Dune
how many books do I have => library
how big is the library => library
show library statistics => library
library figures please => library
what should I read next => suggest
suggest 5 books => suggest count=5
got any suggestions? => suggest
I need something new to listen to => suggest
recommend two books => suggest count=2
what comes out next => upcoming
what's coming soon => upcoming
show upcoming books => upcoming
which books are announced => upcoming
hide Mort => hide Mort
never show me Oathbringer again => hide Oathbringer
forget The Warlord of Mars => hide "The Warlord of Mars"
unhide Mort => hide Mort back=true
bring Network Effect back => hide "Network Effect" back=true
search for Leviathan Wakes => search "Leviathan Wakes"
search the tracker for The Hobbit => search "The Hobbit"
find The Lies of Locke Lamora by Scott Lynch => search "The Lies of Locke Lamora" author="Scott Lynch"
is Hyperion on the tracker? => search Hyperion
does MAM have The Blade Itself => search "The Blade Itself"
look for Gideon the Ninth in mp3 => search "Gideon the Ninth" format=mp3
find free releases of Dungeon Crawler Carl => search "Dungeon Crawler Carl" free_only=true
search for "How to Find Missing Books" => search "How to Find Missing Books"
releases of Oathbringer => releases Oathbringer
what releases are there for Network Effect => releases "Network Effect"
show other editions of Mort => releases Mort
alternatives for Dead Beat? => releases "Dead Beat"
request The Martian by Andy Weir => request "The Martian" author="Andy Weir"
I want The Name of the Wind => request "The Name of the Wind"
get me Babel by R. F. Kuang => request Babel author="R. F. Kuang"
add Circe to my wishlist => request Circe
could you please get Oathbringer for me => request Oathbringer
request 9780593135204 => request 9780593135204
download Sourcery => request Sourcery
show my wishlist => wishlist
what have I asked for => wishlist
how much of my quota is left => wishlist
wishes of everyone => wishlist who=everybody
remove wish 7 => wishlist remove wish=7
wish 2 is urgent => wishlist priority wish=2 priority=high
move wish 9 to the top => wishlist move wish=9 place=1
what's going on => queue
what are you up to? => queue
show me what's in the queue => queue
open proposals => queue state=proposals
what's waiting for my approval => queue state=proposals
what is downloading => queue state=downloading
any failed downloads? => queue state=failed
completed downloads => queue state=completed
how far is download 8 => queue download=8
where is download 5 => queue download=5
how is everything? => status
are there any problems => status
what's broken => status
how are you => status
help me please => help
what commands are there => help
how does approve work => help approve
what does the retry command do => help retry
what's my ratio => ratio
show the ratio chart => ratio
ratio over the last 30 days => ratio days=30
how did my ratio do in the last year => ratio days=365
how much vip is left => vip
when does VIP expire => vip
vip status => vip
how many bonus points have I got => points
show my points => points
what were my points spent on => points
buy vip => points buy vip
please buy upload credit now => points buy upload
renew my vip => points buy vip
make purchase 3 => points buy purchase=3
decline purchase 3 => points decline purchase=3
what happened yesterday => digest || digest days=1
what did you do in the last week => digest days=7
give me a recap of the last 5 days => digest days=5
daily digest => digest
is it freeleech => events
any events going on? => events
freeleech until 2026-12-24 => events set freeleech until=2026-12-24
there's a freeleech for 3 days => events set freeleech until=3d
the event is over => events end
check for events => events refresh
how many torrents are seeding => seeding
which torrents are idle => seeding show=idle
what do I owe => seeding show=owed
top earning torrents => seeding show=earning
torrents with problems => seeding show=trouble
stop torrent 12 => seeding action=stop torrent=12
start seeding torrent 31 => seeding action=start torrent=31
verify torrent 31 => seeding action=recheck torrent=31
approve proposal 12 => approve 12
please accept 14 => approve 14
yes to 17 => approve 17
approve 12, 14 and 17 => approve 12 ; approve 14 ; approve 17
approve Guards! Guards! => approve 12
take the Sanderson proposal => approve 14
approve the one by Corey => approve 17
approve everything free => approveall free
approve everything => approveall all
approve all proposals => approveall all
approve all of Discworld => approveall all series=Discworld
reject proposal 14 => reject 14
decline 12, wrong book => reject 12 "wrong book"
17 is the wrong edition => reject 17 "wrong edition"
not 12 now => reject 12 "not now"
snooze 14 for a week => reject 14 "not now" days=7
ask me again about 17 in 30 days => reject 17 "not now" days=30
14 is too large => reject 14 "too big"
reject 12 and 14 => reject 12 ; reject 14
why 14? => why 14
why did you choose 17 => why 17
explain proposal 12 => why 12
why was Mort not downloaded => why book=Mort
why is Oathbringer still missing => why book=Oathbringer
what's wrong with download 5 => why download=5
why did download 8 fail => why download=8
cancel download 5 => cancel 5
stop downloading Eric => cancel 5
give up download 8 => cancel 8
retry download 5 => retry 5
try 8 again => retry 8
take another release for download 5 => retry 5 other=true
wait longer for download 8 => retry 8 keep=true
grab release 42 => grab 42
get release 42 anyway => grab 42
block release 99 => blocklist add=99
show the blocklist => blocklist
take release 99 off the blocklist => blocklist remove=99
scan the library => run library-scan
run the downloads job => run downloads
do a full sync now => run full-sync
check the tracker's rules for changes now => run rules-watch
clean up => run housekeeping
pause => pause
pause the top10 job => pause top10
stop everything => pause
resume all jobs => resume
resume library-scan => resume library-scan
which jobs are there => jobs
when does top10 run => jobs
job history => history
report of run 77 => history run=77
when did the library scan run last => history job=library-scan
show the tracker rules => rules
what do the rules say about ratio => rules search text=ratio
what changed in the rules => rules diff
show the settings => settings
what is MAX_GB => settings MAX_GB
set MAX_GB to 20 => settings MAX_GB 20
change points reserve to 2000 => settings POINTS_RESERVE 2000
reset ratio warn => settings RATIO_WARN reset=true
autopilot full => autopilot full
turn off the autopilot => autopilot off
is autopilot on? => autopilot
what needs importing by hand => import
import download 8 by hand => import download=8
claim 123456 => claim 123456
(queue) approve the last one => approve 17
(queue) reject the first one, wrong book => reject 12 "wrong book"
(queue) approve all of them => approveall all || approve 12 ; approve 14 ; approve 17
(queue) why the third? => why 17
(queue) reject the Corey one => reject 17
(card) why? => why 14
(card) reject it, wrong book => reject 14 "wrong book"
(card) yes, approve it => approve 14
(card) too big => reject 14 "too big"
(card) ask me again in two weeks => reject 14 "not now" days=14
(gaps) and the Expanse? => gaps series="The Expanse"
(gaps) no, the Sanderson one => gaps author="Brandon Sanderson"
(gaps) what about Barsoom => gaps series=Barsoom
(gaps) go on => gaps series=Discworld offset=50
(gaps) and the next? => gaps series=Discworld offset=50
(gaps) hide the first one => hide 31
(gaps) get me the second => request 32
(book) and Mort? => book Mort
(download) why? => why download=5
(download) retry it => retry 5
(asked) the first => gaps author="Brandon Sanderson"
(asked) the series => gaps series="The Stormlight Archive"
hi there => nothing
thank you => nothing
how old are you => nothing
sing me a song => nothing
what time is it => nothing
do you like pizza => nothing
lorem ipsum dolor => nothing
book me a flight to Rome => nothing
approve => ?
reject => ?
cancel it => ?
reject the book => ?
wat is mising from Discwrld => gaps series=Discworld
apprve 14 => approve 14
serach for Oathbrnger => search Oathbringer
shwo my wishlst => wishlist
sugest something => suggest
upcomming books => upcoming
`;
