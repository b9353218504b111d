-- What schema.prisma can't express. Written by hand; `npm run migration -- --reset` leaves it alone.

-- Timelines are records: they grow, they are never changed.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "IssueEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "MeetingChange"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Wakes the scheduler of every instance when the transaction commits. Equal notifications of one transaction are one.
CREATE FUNCTION notify_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('intersg_due', '');
  RETURN NULL;
END
$$;

CREATE TRIGGER notify_due AFTER INSERT ON "Notice"
  FOR EACH STATEMENT EXECUTE FUNCTION notify_due();

CREATE TRIGGER notify_due AFTER INSERT ON "Delivery"
  FOR EACH STATEMENT EXECUTE FUNCTION notify_due();
