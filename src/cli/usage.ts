import { version } from "../report/version.ts";

export const usage = `aml-network-audit ${version}
Proves that the network an Azure Machine Learning workspace needs is in your Bicep, ARM and Terraform, and in Azure.

aml-network-audit audit [PATH...]       audit files and folders (default: this folder; '-' reads one file from standard input)
    --format text|json|sarif|junit|markdown|html|svg|lines
    --output FILE                       write the report there instead of printing it
    --quiet                             print findings only
    --stdin-name NAME                   name of the file that is read from standard input, such as 'main.bicep'
    --cloud public|usgov|china          override what the files say
    --region NAME
    --profile standard|il5|none
    --as-of DATE|REVISION               judge by the requirements in force then
    --config FILE                       default: the nearest 'aml-network-audit.json', upwards
    --service-tags FILE...              a published 'ServiceTags_Public.json': compare addresses in rules with the tags
    --fail-on error|warning|note|never  default: error
    --baseline FILE                     only what is not in it fails
    --write-baseline FILE               write what there is now as the baseline
    --changed-since REV                 report only on files changed since a git revision
    --fix [--dry-run]                   apply every fix without a caution; with --dry-run only show the difference
    --live                              audit what runs in Azure, read with the Azure CLI's sign-in or the default chain
      --subscription ID... | --management-group ID | --all-subscriptions
      --resource-group RG  --workspace NAME   of these only
    --snapshot FILE                     with --live write what was read, without secrets; alone audit such a file
aml-network-audit explain [PATH...]     trace one flow step by step; exits with 1 when it is blocked
    --to HOST_OR_TAG[:PORT[/PROTOCOL]]  --from SUBNET  --cloud C  --region R  --config FILE  --service-tags FILE
aml-network-audit rules [ID]            list the rules, or explain one
aml-network-audit requirements          list what Microsoft's documents require
    --cloud C  --region R  --as-of DATE|all  --format text|json|markdown|allow-list
aml-network-audit scaffold WHAT         write a firewall-policy, network-security-group, route-table, private-endpoints or customer-managed-keys
    --language bicep|arm|terraform  --cloud C  --region R  --feature NAME (or !NAME)
aml-network-audit init [FOLDER]         propose an 'aml-network-audit.json'; with --dry-run only print it

Exit status: 0 nothing at or above --fail-on, 1 findings at or above it, 2 the request could not be carried out.
`;
