#!/bin/sh
# Gradescope runs this once, when the image is built. Put assignment.yaml beside it in the zip.
set -e
apt-get update
apt-get install -y --no-install-recommends nodejs npm build-essential python3 bubblewrap
npm install --global n
n 20.19.5
npm install --global --no-audit --no-fund ftpspec@0.1.0
