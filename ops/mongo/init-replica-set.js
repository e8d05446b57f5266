// Run by mongosh: makes the replica set and Colophon's user where they are missing.
const { readFileSync } = require("node:fs");

const secret = (name) => readFileSync(`/run/secrets/${name}`, "utf8").trim();
const root = `root:${secret("mongo_root_password")}`;
const admin = connect(`mongodb://${root}@mongo:27017/admin?directConnection=true`);

try {
  admin.adminCommand({ replSetGetStatus: 1 });
} catch (error) {
  if (error.codeName !== "NotYetInitialized") throw error;
  const members = [{ _id: 0, host: "mongo:27017" }];
  admin.adminCommand({ replSetInitiate: { _id: "rs0", members } });
}
while (!admin.hello().isWritablePrimary) sleep(200);

const books = admin.getSiblingDB("colophon");
if (books.getUser("colophon") === null)
  books.createUser({
    user: "colophon",
    pwd: secret("mongo_password"),
    // Indexes, validators and migrations are made by Colophon itself.
    roles: ["readWrite", "dbAdmin"],
  });
