cp "$APPS/server.mjs" .
echo "Node $(node -p process.version), V8 $(node -p process.versions.v8)"
