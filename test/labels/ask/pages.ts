/** Pages of a tracker that does not exist, by the path each is stored under; written for these questions. */
export const pages: Readonly<Record<string, string>> = {
  '/rules.php': `
1.1 One person, one account
A household may hold several memberships, but nobody may hold two. Write to the harbour desk before a flatmate joins from the same address.
1.2 Keeping the membership alive
Sign in at least once in 120 days. A parked membership may rest for a year: park it on your profile before you travel.
1.3 Handing the membership on
A membership is never sold, lent or given away. Whoever trades one is shut out for good, together with the buyer.
2.1 Ratio
The ratio must not fall below 0.8 once you have fetched more than 12 GB. Below it you have three weeks to bring it up; after that fetching is closed until you are back above.
2.2 How long to seed
Every torrent is seeded for 96 hours within 40 days, or until you have given back as much as you took.
2.3 Hit and run
A torrent that was left early is a hit and run. Five of them close fetching. Each can be worked off by seeding the rest of its hours, or paid with 900 shells.
2.4 Torrents that count as unsatisfied
New sailors may owe hours on 20 torrents at once, captains on 60. When the limit is reached nothing new begins until one of them is satisfied.
3.1 Allowed programs
qBittorrent from 4.4, Transmission from 3.0 and Deluge from 2.1 may be used. Streaming clients and those that do not report true figures are blocked by the announce server.
3.2 Proxies and seedboxes
A seedbox needs its address registered under Dock settings. A VPN is fine for seeding; browsing the site through one needs a note on your profile.
3.3 Bots and scripts
A program may call the published interface at most once in two seconds with a session of its own. Reading pages by program, clicking buttons or commenting by program is not allowed.
3.4 The passkey
Your torrent files carry a passkey. Whoever posts one in public loses it and has to fetch every file again.
4.1 What may be uploaded
Spoken books, radio plays and lectures. Music, films and magazines are removed without notice.
4.2 Titles of uploads
Write the title as on the cover, then author and reader. No advertising, no file format in the title.
4.3 Duplicates
The same recording may stand here once. A better bitrate by a third or chapters where there were none make it a replacement, which you propose in the report form.
4.4 Files and folders
One folder per book, tracks numbered with leading zeros, no archives and no password.
4.5 Bitrate
Below 48 kbps is refused unless the work exists nowhere in better quality; say so in the description.
5.1 Tone of the forum
Argue about books, not about people. Insults cost a week of silence.
5.2 Appeals
If you think a moderator was wrong, open a ticket at the harbour desk within 14 days. Do not argue in public.`,

  '/faq.php': `<html><body><div id="mainBody">
<h2 id="q1">What are shells and how do I earn them?</h2>
<p>Shells are our bonus points. Every satisfied torrent you seed earns some each hour; old and rare ones earn more.</p>
<h2 id="q2">What can shells be spent on?</h2>
<ul><li>1 GB of upload credit costs 450 shells.</li><li>Four weeks of captain status cost 4,800 shells.</li><li>A lantern costs 2,000 shells.</li></ul>
<h2 id="q3">What is a lantern?</h2>
<p>A lantern makes one torrent free for you alone: what you fetch of it is not counted. It burns for 10 days.</p>
<h2 id="q4">Why does my torrent say "unregistered"?</h2>
<p>It was replaced or taken down. Look for the newer version in its comments, and remove yours; nothing is owed for it any more.</p>
<h2 id="q5">I lost my second factor. How do I get in?</h2>
<p>Use one of the ten recovery codes. Without them write to the harbour desk from the mail address you joined with.</p>
<h2 id="q6">How do I invite a friend?</h2>
<p>Captains have two invitations a year. Invite people you know in person; you answer for them during their first 90 days.</p>
<h2 id="q7">When is everything free?</h2>
<p>During the regatta in the first week of May nothing is counted, and on the last Sunday of each month the pick of the crew is free.</p>
<h2 id="q8">Why is my upload not shown in my figures?</h2>
<p>The tracker counts what clients report, and it adds them up every half hour. Peers behind a closed port report late.</p>
<h2 id="q9">How do I open a port?</h2>
<p>Choose a port above 20000 in your program and forward it in your router. The anchor in the site's header turns green when others can reach you.</p>
<h2 id="q10">How do I become captain?</h2>
<p>Be here for 90 days, keep a ratio of 1.5 and seed 30 torrents; or buy the status for shells.</p>
</div></body></html>`,

  '/guides/': `<html><body><div id="mainBody">
<h1>Uploading</h1>
<h2>Making a torrent file</h2>
<p>Create it as private, choose pieces of 1 MB for anything above 300 MB, and leave the announce address empty: the site fills it in.</p>
<h2>Writing a description</h2>
<p>Give the blurb, the reader, the publisher, the running time and where the files come from. Link to the shop page if there is one.</p>
<h2>Cover pictures</h2>
<p>Square, at least 500 pixels, without a frame or a sticker.</p>
<h1>Listening</h1>
<h2>Joining many files into one book</h2>
<p>Any tool that can write chapters will do; keep the old files until the torrent is satisfied, because a changed file cannot be seeded.</p>
<h2>Renaming while seeding</h2>
<p>Rename inside your torrent program or work with hard links. If you rename on the disk the data is lost to the swarm.</p>
<h1>Asking for books</h1>
<h2>Making a request</h2>
<p>Search first, also for the original title. Name the reader if you want one recording only. A bounty of at least 100 shells is set aside when you post it.</p>
<h2>Filling a request</h2>
<p>Upload as usual, then paste the link into the request. The bounty is paid after a day if nobody objects.</p>
<h2>Reviving a dead torrent</h2>
<p>Press the bell on its page: everybody who once finished it is asked to seed again, at most once a month.</p>
</div></body></html>`,

  '/updateNotes.php': `
24.1 March: new search
The search understands series and numbers now. Put a reader's name in quotes.
24.2 April: two sessions
You may hold separate sessions for the browser and for programs; make one under Dock settings.
24.3 June: figures by day
Your profile shows upload, shells and seeding time for each of the last 60 days.`,

  '/api/list.php': `
1.1 Search interface
Takes text, category and page; answers at most 50 rows. Searching is limited to 400 calls a day.
1.2 Account interface
Gives ratio, shells and class of the account; may be read every five minutes.
1.3 Seedbox interface
Registers the address it is called from; may be called once an hour.`,

  '/f/b/18': `
7.1 Wish: dark colours
Planned for autumn. The crew works on a dark theme for the forum first.
7.2 Wish: several covers for one torrent
Refused, because the page would become too long.`,
};

/** A note that a person put into the folder. */
export const note = `# Our own habits

## Backups of the server

Every night at four the library goes to the disk in the cellar. Restore with the script in the tools folder.

## Who to call

**Power is out.** Call Henrike, she has the key to the meter room.
`;
