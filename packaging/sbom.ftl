<#-- SPDX-License-Identifier: Apache-2.0 -->
<#-- CycloneDX of the libraries; the assembly, or the POM of the tool, fills in what is not parsed here,
     and SbomHashes.java the hash of each file that stands between at signs. -->
<#function purl library>
  <#return "pkg:maven/${library.groupId}/${library.artifactId}@${library.version}?type=jar">
</#function>
<#-- The references to the libraries among these declared dependencies. -->
<#function used dependencies>
  <#local found = []>
  <#list dependencyMap as known>
    <#list dependencies as each>
      <#if each.groupId == known.key.groupId && each.artifactId == known.key.artifactId
          && ["compile", "runtime"]?seq_contains(each.scope!"compile")>
        <#local found += ['"' + purl(known.key) + '"']>
        <#break>
      </#if>
    </#list>
  </#list>
  <#return found?join(", ")>
</#function>
<#-- What no library uses, the project uses itself. -->
<#assign indirect = "">
<#list dependencyMap as dependency>
  <#assign indirect += used(dependency.key.dependencies) + ", ">
</#list>
<#assign direct = []>
<#list dependencyMap as dependency>
  <#if !indirect?contains('"' + purl(dependency.key) + '"')>
    <#assign direct += ['"' + purl(dependency.key) + '"']>
  </#if>
</#list>
{
  "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "version": 1,
<#noparse>
  "metadata": {
    "timestamp": "${project.build.outputTimestamp}",
    "component": {
      "type": "library",
      "bom-ref": "pkg:maven/${project.groupId}/${project.artifactId}@${project.version}?type=jar",
      "group": "${project.groupId}",
      "name": "${project.artifactId}",
      "version": "${project.version}",
      "licenses": [{"license": {"id": "Apache-2.0"}}],
      "purl": "pkg:maven/${project.groupId}/${project.artifactId}@${project.version}?type=jar"
    }
  },
</#noparse>
  "components": [
<#list dependencyMap as dependency>
<#assign library = dependency.key>
    {
      "type": "library",
      "bom-ref": "${purl(library)}",
      "group": "${library.groupId}",
      "name": "${library.artifactId}",
      "version": "${library.version}",
      "hashes": [{"alg": "SHA-256", "content": "@${library.artifactId}-${library.version}.jar@"}],
      "licenses": [<#list dependency.value as license>{"license": {"id": "${license?json_string}"}}<#sep>, </#list>],
      "purl": "${purl(library)}"
    }<#sep>,</#sep>
</#list>
  ],
  "dependencies": [
    {
<#noparse>
      "ref": "pkg:maven/${project.groupId}/${project.artifactId}@${project.version}?type=jar",
</#noparse>
      "dependsOn": [${direct?join(", ")}]
    },
<#list dependencyMap as dependency>
    {
      "ref": "${purl(dependency.key)}",
      "dependsOn": [${used(dependency.key.dependencies)}]
    }<#sep>,</#sep>
</#list>
  ]
}
