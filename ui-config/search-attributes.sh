#!/bin/sh
# Registers the search attributes that migrations set. A worker does this by itself where it may; on Temporal Cloud, and
# wherever else it may not, someone with the right to runs this once per namespace.
#   TEMPORAL_ADDRESS=… TEMPORAL_NAMESPACE=… ui-config/search-attributes.sh
set -eu
temporal operator search-attribute create \
  --name MigrationId --type Keyword \
  --name MigrationPhase --type Keyword \
  --name MigrationHealth --type Keyword \
  --name SourceTable --type Keyword \
  --name MigrationTarget --type Keyword \
  --name ProgressPercent --type Int \
  --name ReplicationLagSeconds --type Int \
  --name MismatchCount --type Int
