-- A session that has worked and stays: it reads every row, and then sleeps, so that its memory is in the figure.
select count(*), sum(abalance) from pgbench_accounts;
select bid, count(*) from pgbench_accounts group by bid order by bid;
select pg_sleep(600);
