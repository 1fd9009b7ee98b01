/**
 * Held out: written once, before any rule, in other habits of writing than the tuned part. Only its totals
 * are looked at; they were looked at while the rules were written. See `label.ts` for the form.
 */
export const held = `
yo whats still missing from discworld => gaps series=Discworld
Which Discworld volumes do I not own yet? => gaps series=Discworld
hey warden, could you tell me which books by Sanderson I haven't got? => gaps author="Brandon Sanderson"
holes in my wheel of time collection pls => gaps series="The Wheel of Time"
Any gaps in Mistborn? => gaps series=Mistborn
what do i still need to finish the expanse => gaps series="The Expanse"
im missing what from murderbot => gaps series="The Murderbot Diaries"
What is it that I lack? => gaps
list everything thats missing => gaps
I'd like the complete list of missing books as a csv please => gaps format=csv
which ones did i hide => gaps state=hidden
Which missing books are covered by an omnibus => gaps state=covered
Terry Pratchett - what don't we have? => gaps author="Terry Pratchett"
how far along is my Stormlight collection => series series="The Stormlight Archive" show=any
is the Dresden Files complete? => series series="The Dresden Files" show=any
how much of barsoom do we have => series series=Barsoom show=any
Which series are finished => series show=complete
show me the series that still have holes => series show=gaps
give me a list of my series => series
start following The Expanse => series series="The Expanse" monitor=all
dont bother with Land of Oz anymore => series series="Land of Oz" monitor=none
I only want future Mistborn books => series series=Mistborn monitor=future
who are my authors => authors
how complete am i on Ursula Le Guin => authors author="Ursula K. Le Guin"
please get me everything by Martha Wells from now on => authors author="Martha Wells" monitor=future || authors author="Martha Wells" monitor=all
stop collecting Agatha Christie => authors author="Agatha Christie" monitor=none
do we have Small Gods? => book "Small Gods"
have i got american gods already => book "American Gods"
Is The Left Hand of Darkness in the library => book "The Left Hand of Darkness"
which Neil Gaiman books do I own => book "Neil Gaiman"
tell me about Storm Front => book "Storm Front"
who narrates the way of kings => book "The Way of Kings"
how big is my library => library
how many audiobooks have we got in total => library
number of books? => library
library stats => library
What should I listen to next? => suggest
recommend me something => suggest
any ideas for my next book => suggest
give me three recommendations => suggest count=3
what's coming out soon => upcoming
which new books have been announced => upcoming
upcoming releases pls => upcoming
when's the next one out => upcoming
what are you doing right now? => queue
whats in the pipeline => queue
show the queue please => queue
is anything downloading at the moment => queue state=downloading || queue
which downloads failed => queue state=failed
what proposals are waiting for me => queue state=proposals || queue
how's download 5 going => queue download=5
status of download number 8 => queue download=8
what finished downloading => queue state=completed
are you ok? => status
is everything working => status
any problems at the moment? => status
health check => status
what can you do => help
how do i use this thing => help
help me out here => help
Explain the reject command => help reject
whats our ratio => ratio
how is the ratio doing lately => ratio
am I in trouble with my ratio? => ratio
ratio for the last three months => ratio days=90
How much have we uploaded => ratio
when does my vip run out => vip
how many days of VIP do I have left? => vip
is VIP about to expire => vip
how many points do we have => points
bonus points balance => points
what did I spend points on => points
buy some upload credit => points buy upload
Spend points on VIP => points buy vip
decline purchase 7 => points decline purchase=7
summary of yesterday => digest || digest days=1
what happened during the last week => digest days=7
catch me up on the past 3 days => digest days=3
is there a freeleech going on => events
any site events? => events
its freeleech for the next 48 hours => events set freeleech until=48h
the freeleech is over => events end freeleech || events end
go look whether an event has started => events refresh
what am i seeding => seeding
which torrents earn the most => seeding show=earning || seeding
which torrents still owe seed time => seeding show=owed
anything idle in my seeds? => seeding show=idle
stop seeding torrent 9 => seeding action=stop torrent=9
recheck torrent 44 => seeding action=recheck torrent=44
search for Oathbringer => search Oathbringer
look up the name of the wind on the tracker => search "The Name of the Wind"
can you find Project Hail Mary by Andy Weir => search "Project Hail Mary" author="Andy Weir"
find me a free copy of Dune => search Dune free_only=true
see if the site has Piranesi in m4b => search Piranesi format=m4b
which releases are there for Mort => releases Mort
show me all versions of Leviathan Wakes => releases "Leviathan Wakes"
other editions of The Warlord of Mars? => releases "The Warlord of Mars"
can you get Project Hail Mary by Andy Weir for me => request "Project Hail Mary" author="Andy Weir"
I want Piranesi by Susanna Clarke => request Piranesi author="Susanna Clarke"
pls add the blade itself to my wishlist => request "The Blade Itself"
i would like to request B08G9PRS1K => request B08G9PRS1K
order Network Effect => request "Network Effect"
whats on my wishlist => wishlist
how are my requests coming along => wishlist
show everybody's wishes => wishlist who=everybody
take wish 4 off my list => wishlist remove wish=4
make wish 3 urgent => wishlist priority wish=3 priority=high
yes please approve 12 => approve 12
go ahead with number 14 => approve 14
approve the Pratchett one => approve 12
get the hero of ages proposal going => approve 14
ok take proposal 17 => approve 17
green light for 12 and 14 => approve 12 ; approve 14
I approve everything that is free => approveall free
approve all of them => approveall all
just say yes to every proposal => approveall all
reject 12 its the wrong book => reject 12 "wrong book"
no to 14, way too big => reject 14 "too big"
never get me Leviathan Wakes => reject 17 never || hide "Leviathan Wakes"
turn down number 17 => reject 17
ask me about 12 again in two weeks => reject 12 "not now" days=14
that Corey proposal is the wrong edition => reject 17 "wrong edition"
why did you pick 12 => why 12
whats the reason behind proposal 14 => why 14
why hasn't Mort been downloaded? => why book=Mort
why was The Hero of Ages chosen => why book="The Hero of Ages" || why 14
explain download 8 => why download=8
hide Sourcery, I never want to see it again => hide Sourcery
forget about Mort for good => hide Mort
bring back Sourcery from the hidden ones => hide Sourcery back=true
cancel download 8 => cancel 8
kill the Dead Beat download => cancel 8
abort number 5 => cancel 5
try download 5 again => retry 5
give download 8 another go => retry 8
try a different release for download 8 => retry 8 other=true
use something else instead of download 5 => retry 5 other=true
keep waiting for 8 => retry 8 keep=true
grab release 1234 anyway => grab 1234
download release number 88 no matter what => grab 88
never take release 555 again => blocklist add=555
which releases are blocked => blocklist
unblock release 555 => blocklist remove=555
rescan my library => run library-scan
kick off a full sync => run full-sync
run the vip job now => run vip
check the tracker account now => run account
update the rules => run rules-watch || rules
pause everything => pause
put the queue job on hold => pause queue
please stop all jobs => pause
carry on with everything => resume
let the queue job run again => resume queue
which jobs are there and when do they run next => jobs
when does the library scan run => jobs
show me the last runs => history
how did run 412 go => history run=412
history of the top10 job => history job=top10
what do the rules say about seeding => rules search text=seeding
have the tracker rules changed => rules diff || rules
show the rules => rules
what settings are there => settings
set ratio floor to 1.1 => settings RATIO_FLOOR 1.1
whats the max gb setting => settings MAX_GB
put min seeders back to default => settings MIN_SEEDERS reset=true
turn autopilot off => autopilot off
set the autopilot to free => autopilot free
what mode is the autopilot in => autopilot
let autopilot do everything by itself => autopilot full
anything that needs importing by hand? => import
which folders matched no book => import
my claim code is 482913 => claim 482913
make me owner 482913 => claim 482913
(queue) approve the second one => approve 14
(queue) take the first => approve 12
(queue) both of the first two please => ?
(queue) reject the last one, wrong edition => reject 17 "wrong edition"
(queue) the Sanderson one, why? => why 14
(queue) approve the first and the third => approve 12 ; approve 17
(queue) yes to all three => approve 12 ; approve 14 ; approve 17
(card) why => why 14
(card) approve it => approve 14
(card) nah, wrong book => reject 14 "wrong book"
(card) ok get it => approve 14
(card) not now, maybe next month => reject 14 "not now" days=30
(card) do that => ?
(gaps) and mistborn? => gaps series=Mistborn
(gaps) more => gaps series=Discworld offset=50
(gaps) next page please => gaps series=Discworld offset=50
(gaps) no i meant the expanse => gaps series="The Expanse"
(gaps) hide the second => hide 32
(gaps) what about pratchett => gaps author="Terry Pratchett"
(book) and storm front? => book "Storm Front"
(download) cancel it => cancel 5
(download) try it again => retry 5
(download) why is that => why download=5
(asked) the author => gaps author="Brandon Sanderson"
(asked) the second => gaps series="The Stormlight Archive"
hello => nothing
thanks a lot! => nothing
good morning => nothing
tell me a joke => nothing
what's the weather like => nothing
who won the game last night => nothing
asdf qwer => nothing
aprove 12 => approve 12
rejct 14 to big => reject 14 "too big"
whats mising from discwrld => gaps series=Discworld
serch for oathbringr => search Oathbringer
waht is my raito => ratio
shwo me the qeue => queue
recomend somthing => suggest
`;
