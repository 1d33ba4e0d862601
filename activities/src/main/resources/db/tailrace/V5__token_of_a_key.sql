-- R13: the newest token that is written under a key. A key is written once for a token, whoever looks, and one that was never
-- seen since an older token had come everywhere never will be.
alter table tailrace.token_key add column number bigint not null default 0;
