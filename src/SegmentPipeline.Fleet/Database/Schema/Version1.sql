-- Which version the tables have. One row for each that was made.
CREATE TABLE IF NOT EXISTS fleet_schema (
    version integer PRIMARY KEY,
    made timestamptz NOT NULL DEFAULT now());

-- The texts that Orleans calls, by their keys. It names this table itself.
CREATE TABLE IF NOT EXISTS OrleansQuery (
    QueryKey varchar(64) PRIMARY KEY,
    QueryText text NOT NULL);

-- One row for each fleet: how often its members have changed.
CREATE TABLE IF NOT EXISTS fleet_cluster (
    cluster varchar(150) PRIMARY KEY,
    version integer NOT NULL DEFAULT 0,
    changed timestamptz NOT NULL DEFAULT now());

-- One row for each start of a silo, until some time after its end.
CREATE TABLE IF NOT EXISTS fleet_member (
    cluster varchar(150) NOT NULL REFERENCES fleet_cluster (cluster),
    address varchar(45) NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    name varchar(150) NOT NULL,
    host varchar(150) NOT NULL,
    status integer NOT NULL,
    gateway integer,
    suspicions text,
    started timestamptz NOT NULL,
    alive timestamptz NOT NULL,
    PRIMARY KEY (cluster, address, port, generation));

-- What outlives a silo. A row without a payload was cleared; the next writer but a day later removes it.
CREATE TABLE IF NOT EXISTS fleet_state (
    service varchar(150) NOT NULL,
    type varchar(512) NOT NULL,
    number0 bigint NOT NULL,
    number1 bigint NOT NULL,
    key varchar(512) NOT NULL,
    payload bytea,
    version integer NOT NULL,
    changed timestamptz NOT NULL,
    PRIMARY KEY (service, type, key, number0, number1));
CREATE INDEX IF NOT EXISTS fleet_state_cleared ON fleet_state (changed) WHERE payload IS NULL;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', $query$
WITH added AS (
    INSERT INTO fleet_cluster (cluster) VALUES (@DeploymentId) ON CONFLICT (cluster) DO NOTHING RETURNING 1)
SELECT count(*)::integer FROM added
$query$),

-- Nothing changes unless the fleet still has the version that the silo has seen; then the version changes with it.
('InsertMembershipKey', $query$
WITH seen AS (
    UPDATE fleet_cluster SET version = version + 1, changed = now()
    WHERE cluster = @DeploymentId AND version = @Version
        AND NOT EXISTS (
            SELECT 1 FROM fleet_member
            WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING cluster),
added AS (
    INSERT INTO fleet_member (cluster, address, port, generation, name, host, status, gateway, started, alive)
    SELECT cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM seen
    RETURNING 1)
SELECT count(*)::integer FROM added
$query$),

('UpdateMembershipKey', $query$
WITH seen AS (
    UPDATE fleet_cluster SET version = version + 1, changed = now()
    WHERE cluster = @DeploymentId AND version = @Version
        AND EXISTS (
            SELECT 1 FROM fleet_member
            WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING cluster),
updated AS (
    UPDATE fleet_member SET status = @Status, suspicions = @SuspectTimes, alive = @IAmAliveTime
    FROM seen
    WHERE fleet_member.cluster = seen.cluster AND address = @Address AND port = @Port AND generation = @Generation
    RETURNING 1)
SELECT count(*)::integer FROM updated
$query$),

('UpdateIAmAlivetimeKey', $query$
UPDATE fleet_member SET alive = @IAmAliveTime
WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$query$),

-- The version is told even if there is no member.
('MembershipReadRowKey', $query$
SELECT c.cluster AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.name AS SiloName,
    m.host AS HostName, m.status AS Status, m.gateway AS ProxyPort, m.suspicions AS SuspectTimes, m.started AS StartTime,
    m.alive AS IAmAliveTime, c.version AS Version
FROM fleet_cluster c
LEFT JOIN fleet_member m ON m.cluster = c.cluster AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
WHERE c.cluster = @DeploymentId
$query$),

('MembershipReadAllKey', $query$
SELECT c.cluster AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.name AS SiloName,
    m.host AS HostName, m.status AS Status, m.gateway AS ProxyPort, m.suspicions AS SuspectTimes, m.started AS StartTime,
    m.alive AS IAmAliveTime, c.version AS Version
FROM fleet_cluster c
LEFT JOIN fleet_member m ON m.cluster = c.cluster
WHERE c.cluster = @DeploymentId
$query$),

('DeleteMembershipTableEntriesKey', $query$
WITH members AS (DELETE FROM fleet_member WHERE cluster = @DeploymentId RETURNING 1)
UPDATE fleet_cluster SET version = version + 1, changed = now() WHERE cluster = @DeploymentId
$query$),

('GatewaysQueryKey', $query$
SELECT address AS Address, gateway AS ProxyPort, generation AS Generation
FROM fleet_member
WHERE cluster = @DeploymentId AND status = @Status AND gateway > 0
$query$),

-- Status 6 is dead.
('CleanupDefunctSiloEntriesKey', $query$
DELETE FROM fleet_member
WHERE cluster = @DeploymentId AND status = 6 AND alive < @IAmAliveTime AND started < @IAmAliveTime
$query$),

('CleanupDefunctSiloEntryKey', $query$
DELETE FROM fleet_member
WHERE cluster = @DeploymentId AND status = 6 AND address = @Address AND port = @Port AND generation = @Generation
    AND alive = @IAmAliveTime AND started = @StartTime AND coalesce(suspicions, '') = coalesce(@SuspectTimes::text, '')
$query$),

('ReadFromStorageKey', $query$
SELECT payload AS PayloadBinary, changed AS ModifiedOn, version AS Version
FROM fleet_state
WHERE service = @ServiceId AND type = @GrainTypeString AND key = coalesce(@GrainIdExtensionString::text, '')
    AND number0 = @GrainIdN0 AND number1 = @GrainIdN1 AND payload IS NOT NULL
$query$),

-- A version that stays as it was is a conflict, and nothing is written.
('WriteToStorageKey', $query$
WITH updated AS (
    UPDATE fleet_state SET payload = @PayloadBinary, version = version + 1, changed = now()
    WHERE service = @ServiceId AND type = @GrainTypeString AND key = coalesce(@GrainIdExtensionString::text, '')
        AND number0 = @GrainIdN0 AND number1 = @GrainIdN1 AND version = @GrainStateVersion::integer
    RETURNING version),
added AS (
    INSERT INTO fleet_state AS s (service, type, number0, number1, key, payload, version, changed)
    SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString::text, ''), @PayloadBinary, 1, now()
    WHERE @GrainStateVersion::integer IS NULL
    ON CONFLICT (service, type, key, number0, number1) DO UPDATE
        SET payload = excluded.payload, version = s.version + 1, changed = excluded.changed
        WHERE s.payload IS NULL
    RETURNING version),
removed AS (
    DELETE FROM fleet_state
    WHERE payload IS NULL AND changed < now() - interval '1 day'
        AND NOT (service = @ServiceId AND type = @GrainTypeString AND key = coalesce(@GrainIdExtensionString::text, '')
            AND number0 = @GrainIdN0 AND number1 = @GrainIdN1)
    RETURNING 1)
SELECT coalesce((SELECT version FROM updated), (SELECT version FROM added), @GrainStateVersion::integer) AS NewGrainStateVersion
$query$),

('ClearStorageKey', $query$
WITH cleared AS (
    UPDATE fleet_state SET payload = NULL, version = version + 1, changed = now()
    WHERE service = @ServiceId AND type = @GrainTypeString AND key = coalesce(@GrainIdExtensionString::text, '')
        AND number0 = @GrainIdN0 AND number1 = @GrainIdN1 AND version = @GrainStateVersion::integer
    RETURNING version)
SELECT coalesce((SELECT version FROM cleared), @GrainStateVersion::integer) AS NewGrainStateVersion
$query$)
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
