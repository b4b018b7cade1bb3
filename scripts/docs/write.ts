// Writes every generated page and schema of the rulebook: `npm run docs`. Tests compare them.
import { writeFileSync } from "node:fs";
import { currentPage, currentPath } from "./current.ts";
import { bundledPackages, licencesPage, licencesPath } from "./licences.ts";
import { requirementsPage, requirementsPath, scenarioPage, scenarioPath } from "./requirements.ts";
import { writeRulePages } from "./rules.ts";
import { configurationSchema, schemaPath } from "./schema.ts";
import { snippetFile, snippetLanguages, snippetPath } from "./snippets.ts";
import { templateFunctionsPage, templateFunctionsPath } from "./template-functions.ts";
import { terraformMappingPage, terraformMappingPath } from "./terraform-mapping.ts";
import { page, traced } from "./traceability.ts";

writeFileSync(requirementsPath, requirementsPage());
writeFileSync(scenarioPath, scenarioPage());
writeFileSync(schemaPath, configurationSchema());
writeFileSync(currentPath, currentPage());
writeFileSync(templateFunctionsPath, templateFunctionsPage());
writeFileSync(terraformMappingPath, terraformMappingPage());
writeFileSync(licencesPath, licencesPage(await bundledPackages()));
for (const language of snippetLanguages) writeFileSync(snippetPath(language), await snippetFile(language));
for (const one of traced) writeFileSync(`docs/traceability/${one.name}.md`, page(one));
writeRulePages();
